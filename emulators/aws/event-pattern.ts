import * as z from 'zod';

/**
 * Whether EventBridge would match the event to the pattern, for the parts of the pattern language that our rules use:
 * every key must match, a list holds the values that are allowed, of a list in the event one value suffices, and of the
 * patterns under `$or` one has to match. Throws on any other filter, as it does not know their meaning.
 * Source: EventBridge User Guide, "Creating event patterns".
 */
export function matches(pattern: unknown, event: unknown): boolean {
  if (!isObject(pattern)) throw new Error(`no object in a pattern: ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return [wanted].flat().some((alternative) => matches(alternative, event));
    const actual = isObject(event) ? event[key] : undefined;
    return Array.isArray(wanted) ? allows(wanted, actual) : matches(wanted, actual);
  });
}

function allows(wanted: unknown[], actual: unknown): boolean {
  const filter = wanted.find((value) => typeof value === 'object' && value !== null);
  if (Absent.safeParse(filter).success) return actual === undefined;
  const { data: except } = ExceptPrefix.safeParse(filter);
  if (except !== undefined) return typeof actual === 'string' && !actual.startsWith(except);
  const { data: others } = Except.safeParse(filter);
  if (others !== undefined) return !others.includes(String(actual));
  if (filter !== undefined) throw new Error(`a filter that is not known here: ${JSON.stringify(filter)}`);
  return (Array.isArray(actual) ? actual : [actual]).some((value) => wanted.includes(value));
}

const Absent = z.strictObject({ exists: z.literal(false) });

const Except = z
  .strictObject({ 'anything-but': z.array(z.string()) })
  .transform((filter) => filter['anything-but']);

const ExceptPrefix = z
  .object({ 'anything-but': z.object({ prefix: z.string() }) })
  .transform((filter) => filter['anything-but'].prefix);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
