import * as v from 'valibot';

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
  if (v.is(Absent, filter)) return actual === undefined;
  if (v.is(ExceptPrefix, filter))
    return typeof actual === 'string' && !actual.startsWith(filter['anything-but'].prefix);
  if (v.is(Except, filter)) return !filter['anything-but'].includes(String(actual));
  if (filter !== undefined) throw new Error(`a filter that is not known here: ${JSON.stringify(filter)}`);
  return (Array.isArray(actual) ? actual : [actual]).some((value) => wanted.includes(value));
}

const Absent = v.strictObject({ exists: v.literal(false) });

const Except = v.strictObject({ 'anything-but': v.array(v.string()) });

const ExceptPrefix = v.object({ 'anything-but': v.object({ prefix: v.string() }) });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
