import type { Answers } from './recording.ts';

/** One field in which the answers differ: where, as `question/member/…`, and what each says. */
export interface Difference {
  at: string;
  ours: unknown;
  moto: unknown;
}

/** What a comparison found. */
export interface Comparison {
  questions: number;
  fields: number;
  differences: Difference[];
}

/** Compares answers field by field. */
export function compare(ours: Answers, moto: Answers): Comparison {
  const found = fields('', Object.fromEntries(ours), Object.fromEntries(moto));
  const differences = found.filter((field) => field.ours !== field.moto);
  return { questions: ours.size, fields: found.length, differences };
}

/** Every value that is no object and no list with its place, and a whole part where only one emulator has it. */
function fields(at: string, ours: unknown, moto: unknown): Difference[] {
  if (!isHolder(ours) || !isHolder(moto)) return [{ at, ours: flat(ours), moto: flat(moto) }];
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(moto)])];
  return keys.flatMap((key) =>
    fields(at === '' ? key : `${at}/${key}`, Reflect.get(ours, key), Reflect.get(moto, key)),
  );
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

const flat = (value: unknown) => (isHolder(value) ? JSON.stringify(value) : value);
