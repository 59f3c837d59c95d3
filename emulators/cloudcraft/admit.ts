import type { rateLimiter } from '../network/rate-limit.ts';
import type { VendorRequest } from '../network/vendor-server.ts';
import { answer, CloudcraftRefusal } from './answer.ts';
import type { ApiKey, CloudcraftState } from './state.ts';
import type { CloudcraftSwitches } from './switches.ts';

/** What decides about a caller. */
export interface Door {
  state: CloudcraftState;
  switches: CloudcraftSwitches;
  limit: ReturnType<typeof rateLimiter>;
}

/**
 * Finds out who calls, and whether they may now.
 *
 * @returns the caller's key, or the answer that turns them away: 401, or 429 with `Retry-After` in seconds
 */
export const admit = (request: VendorRequest, { state, switches, limit }: Door): ApiKey | Response => {
  const [, token] = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const known = state.apiKeys.find(({ key }) => key === token);
  if (known === undefined) return turnAway(401, 'Unauthorized', switches);
  const { externalId } = switches.externalIdScope === 'user' ? known.user : state;
  const caller = { ...known, user: { ...known.user, externalId } };
  if (switches.rateLimit === 'off') return caller;
  const allowance = { requests: switches.rateLimitRequests, seconds: 10, window: switches.rateLimit };
  const { allowed, retryAfter } = limit(caller.key, allowance);
  if (allowed) return caller;
  const refusal = turnAway(429, 'Too Many Requests', switches);
  if (switches.retryAfter === 'given') refusal.headers.set('retry-after', String(Math.ceil(retryAfter)));
  return refusal;
};

/** @throws CloudcraftRefusal 403 for a key that can only read */
export const mayWrite = ({ mode }: ApiKey): void => {
  if (mode === 'read-write') return;
  throw new CloudcraftRefusal(403, 'insufficient_privileges', 'API key does not have sufficient permissions');
};

/** No body of a 401 or a 429 is documented, so the switch chooses. */
const turnAway = (status: number, text: string, { undocumentedBodies }: CloudcraftSwitches): Response => {
  if (undocumentedBodies === 'empty') return answer(status);
  if (undocumentedBodies === 'text') {
    return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  }
  const reason = text.toLowerCase().replaceAll(' ', '_');
  return answer(status, { error: text, reason, code: status });
};
