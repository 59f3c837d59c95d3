import { en } from 'zod/locales';
import type * as z from 'zod/mini';

/** What to call the value itself, where it does not fit as a whole, and the error that the faults become. */
export interface Refusal {
  whole: string;
  refuse: (faults: string) => Error;
}

/** What zod/mini says of a fault; it has no language of its own. */
const { localeError } = en();

/** More faults than these of one value are not named. */
const FAULTS_AT_MOST = 10;

/** The value in the form of the schema. @throws what `refuse` makes of the faults: their paths, and never a value */
export function parse<T>(schema: z.ZodMiniType<T>, value: unknown, { whole, refuse }: Refusal): T {
  const parsed = schema.safeParse(value, { error: localeError });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, FAULTS_AT_MOST)
    .map(({ path, message }) => `${path.join('.') || whole}: ${message}`);
  throw refuse(faults.join('; '));
}

/** What the text holds as JSON; undefined when it is not valid JSON. The parser's own error would quote the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
