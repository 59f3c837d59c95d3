/** Seconds beyond which the headers' epoch readings begin; no service asks for a wait of thirty years. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLISECONDS = 1e12;

/** What every form of an HTTP date has; `Date.parse` takes much else for a date, `5, 5` for one. */
const CLOCK = /\d\d:\d\d:\d\d/;

/**
 * How long an answer 429 asks to wait, in seconds; undefined when it does not say.
 *
 * Reads `Retry-After` (seconds or an HTTP date, RFC 9110) and CrowdStrike's `X-Ratelimit-Retryafter`, whose unit is
 * documented as milliseconds since the epoch and read as seconds since the epoch by CrowdStrike's own Go SDK.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterSeconds(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after') ?? headers.get('x-ratelimit-retryafter');
  if (value === null || value.trim() === '') return undefined;
  const number = Number(value);
  if (Number.isNaN(number)) return CLOCK.test(value) ? until(Date.parse(value), now) : undefined;
  if (number > EPOCH_MILLISECONDS) return until(number, now);
  return number > EPOCH_SECONDS ? until(number * 1000, now) : Math.max(0, number);
}

const until = (time: number, now: number) =>
  Number.isNaN(time) ? undefined : Math.max(0, (time - now) / 1000);
