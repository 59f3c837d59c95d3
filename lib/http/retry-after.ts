/** What every form of an HTTP date has; `Date.parse` takes much else for a date, `5, 5` for one. */
const CLOCK = /\d\d:\d\d:\d\d/;

/**
 * How long `Retry-After` asks to wait, in seconds; undefined when it does not say. Source: RFC 9110, seconds or a date.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterSeconds(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (value === '') return undefined;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return Math.max(0, seconds);
  const time = CLOCK.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.max(0, (time - now) / 1000);
}
