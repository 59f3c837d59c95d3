import type { Target } from './target.ts';

/** Asks one question of AWS; the answer, or the error, is recorded under that name. */
export type Ask = <Output extends object>(
  name: string,
  call: () => Promise<Output>,
) => Promise<Partial<Output>>;

/** What is asked of both emulators alike. */
export interface Scenario {
  name: string;
  ask(ask: Ask, target: Target): Promise<unknown>;
}

/** Answers by the names of their questions. */
export type Answers = Map<string, unknown>;

/** Plays a scenario against one emulator. */
export async function record({ ask }: Scenario, target: Target): Promise<Answers> {
  const answers: Answers = new Map();
  await ask(async (name, call) => {
    if (answers.has(name)) throw new Error(`two questions are called ${name}`);
    try {
      const { $metadata: _, ...output } = { $metadata: undefined, ...(await call()) };
      answers.set(name, comparable(output, target));
      return Object(output);
    } catch (error) {
      answers.set(name, { error: comparable(told(error), target) });
      return {};
    }
  }, target);
  return answers;
}

/** An error as the SDK reports it. */
function told(error: unknown) {
  if (!(error instanceof Error)) return { name: String(error) };
  const status: unknown = Reflect.get(Object(Reflect.get(error, '$metadata')), 'httpStatusCode');
  return { name: error.name, status, message: error.message };
}

/** The same with everything replaced by words that each emulator makes up: ids, dates, tokens, request ids. */
function comparable(value: unknown, target: Target): unknown {
  if (value instanceof Date) return 'A DATE';
  if (Array.isArray(value)) return ordered(value.map((item) => comparable(item, target)));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (entries.some(([key]) => UUID.test(key))) return ordered(entries.map(([, inner]) => inner));
    return Object.fromEntries(entries.map(([key, inner]) => [key, member(key, inner, target)]));
  }
  return typeof value === 'string' ? inWords(value, target) : value;
}

function member(key: string, value: unknown, target: Target): unknown {
  if (madeUp.has(key)) return 'A TOKEN';
  if (!/PolicyDocument$/.test(key) || typeof value !== 'string') return comparable(value, target);
  const document = json(decodeURIComponent(value));
  return comparable(value.startsWith('%7B') ? document : { notEncoded: document }, target);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** AWS promises no order of its lists. */
const ordered = (list: unknown[]) =>
  list.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Members whose values are made up whole. */
const madeUp = new Set([
  'AccessKeyId',
  'SecretAccessKey',
  'SessionToken',
  'Marker',
  'NextToken',
  'VersionId',
]);

const inWords = (text: string, { names }: Target): string =>
  Object.entries(names)
    .reduce((said, [id, name]) => said.replaceAll(id, name), text)
    .replace(/\b(AROA|AIDA|AKIA|ASIA)[A-Z0-9]{12,}/g, '$1…')
    .replace(/\bo-[a-z0-9]{10,32}\b/g, 'o-…')
    .replace(/\br-[a-z0-9]{4,32}\b/g, 'r-…')
    .replace(/\bou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\b/g, 'ou-…')
    .replace(/(:secret:[\w/]+)-\w{6}\b/g, '$1-…')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'A UUID');
