import { retryAfterSeconds } from '../../http/retry-after.ts';
import type { Recipient } from '../../http/send.ts';

/** CrowdStrike as a recipient of requests, with the headers that it has instead of the standard ones. */
export const crowdstrikeRecipient = (answerWithinSeconds: number): Recipient => ({
  vendor: 'CrowdStrike',
  answerWithinSeconds,
  traceIdHeader: 'X-Cs-Traceid',
  retryAfterSeconds: (headers, now) => retryAfterSeconds(headers, now) ?? rateLimitSeconds(headers, now),
});

/** Seconds beyond which the header's epoch readings begin; no service asks for a wait of thirty years. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLISECONDS = 1e12;

/** Documented as milliseconds since the epoch, and read as seconds since the epoch by CrowdStrike's own Go SDK. */
function rateLimitSeconds(headers: Headers, now: number): number | undefined {
  const value = headers.get('x-ratelimit-retryafter')?.trim() ?? '';
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) return undefined;
  if (number <= EPOCH_SECONDS) return Math.max(0, number);
  const time = number > EPOCH_MILLISECONDS ? number : number * 1000;
  return Math.max(0, (time - now) / 1000);
}
