/**
 * A state of plain data, Maps and Dates as JSON. A Map is written as `{"Map":[[key,value],…]}` and a Date as
 * `{"Date":"…"}`.
 */
export const stateAsJson = (state: unknown): string => JSON.stringify(written(state));

/** The state that was written so. @throws SyntaxError for what is not JSON */
export const stateOfJson = (text: string): unknown =>
  JSON.parse(text, (_name, value) => {
    if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return value;
    if (typeof value.Date === 'string') return new Date(value.Date);
    return Array.isArray(value.Map) ? new Map(value.Map) : value;
  });

function written(value: unknown): unknown {
  if (value instanceof Date) return { Date: value.toISOString() };
  if (value instanceof Map) return { Map: [...value].map(written) };
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, written(inner)]));
}
