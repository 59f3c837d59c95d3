import type { Fault } from './fault.ts';

type Rewritten = Extract<Fault['answer'], { rewritten: unknown }>['rewritten'];

/** A true answer as somebody might give it who does not keep to the API: with another status, or another body. */
export async function rewrite(
  truth: Response,
  { status = truth.status, body }: Rewritten,
): Promise<Response> {
  const text = await truth.text();
  const headers = new Headers(truth.headers);
  headers.delete('content-length');
  if (text === '') return new Response(null, { status, headers });
  return new Response(body === undefined ? text : rewriters[body](text), { status, headers });
}

const rewriters: Record<NonNullable<Rewritten['body']>, (text: string) => string> = {
  torn: (text) => text.slice(0, Math.floor(text.length / 2)),
  'wrong types': (text) => map(text, wrongType),
  'unknown fields': (text) => map(text, (value) => (isObject(value) ? { ...value, ...unknown } : value)),
  'long texts': (text) =>
    map(text, (value) => (typeof value === 'string' ? value.padEnd(300_000, 'x') : value)),
  'null lists': (text) => map(text, (value) => (Array.isArray(value) ? null : value)),
};

const unknown = { x_new: { since: '2027-01-01', flags: [true, null] }, '': 'nameless' };

/** A text becomes a list, a number a text, anything else that is not an object a number. */
const wrongType = (value: unknown): unknown => {
  if (isObject(value)) return value;
  if (typeof value === 'string') return [value];
  return typeof value === 'number' ? String(value) : 1;
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same JSON with every value changed, the outer ones last. */
const map = (text: string, change: (value: unknown) => unknown): string =>
  JSON.stringify(JSON.parse(text, (_, value: unknown) => change(value)));
