import * as v from 'valibot';

/** What to call the value itself, where it does not fit as a whole, and the error that the faults become. */
export interface Refusal {
  whole: string;
  refuse: (faults: string) => Error;
}

/** More faults than these of one value are not named. */
const FAULTS_AT_MOST = 10;

/** The value in the form of the schema. @throws what `refuse` makes of the faults: their paths, and never a value */
export function parse<T>(schema: v.GenericSchema<unknown, T>, value: unknown, { whole, refuse }: Refusal): T {
  const parsed = v.safeParse(schema, value, { message: faultOf });
  if (parsed.success) return parsed.output;
  const faults = parsed.issues
    .slice(0, FAULTS_AT_MOST)
    .map((issue) => `${v.getDotPath(issue) || whole}: ${issue.message}`);
  throw refuse(faults.join('; '));
}

/** What is wrong, where the schema itself does not say so. Valibot's own words quote the value, which may be a secret. */
export function faultOf({ kind, type, expected, input, path }: v.BaseIssue<unknown>): string {
  if (type === 'to_number') return 'expected a number';
  if (kind !== 'schema') return `expected ${[type.replaceAll('_', ' '), expected].filter(Boolean).join(' ')}`;
  if (path?.at(-1)?.origin === 'key') return expected === 'never' ? 'is not a known field' : 'is missing';
  if (type === 'union') return 'has none of the expected forms';
  if (Number.isNaN(input)) return 'expected a number';
  return `expected ${expected?.replace(/^[A-Z]/, (first) => first.toLowerCase())}, received ${typeOf(input)}`;
}

const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** What the text holds as JSON; undefined when it is not valid JSON. The parser's own error would quote the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
