import type { Verdict } from '../network/rate-limit.ts';
import type { VendorRequest } from '../network/vendor-server.ts';
import { type Answer, refused } from './envelope.ts';
import { otherCloud } from './other-cloud.ts';
import type { ApiClient, Falcon, Scope } from './state.ts';

/** How a request stands to its limit, and why it goes no further if it does not. */
export interface Admission {
  quota: Verdict & { requests: number };
  refusal?: Answer;
}

/**
 * What CrowdStrike's gateway makes of a request: the limits, the bearer token, the scope.
 * Sources: falconpy issue 130 (401 with a limit of 15), gofalcon issue 364 (token limit), the swagger's description.
 *
 * @param scope what the caller must be allowed; undefined for the token endpoints, which need no token
 */
export const admit = (falcon: Falcon, request: VendorRequest, scope: Scope | undefined): Admission => {
  const { switches, state } = falcon;
  if (scope === undefined) {
    return within(falcon, `token ${request.remoteAddress}`, switches.tokenRateLimit);
  }
  const client = bearer(falcon, request);
  if (client === undefined) {
    const refusal = refused(401, 'access denied, invalid bearer token', gateway);
    return { refusal, ...within(falcon, `bad token ${request.remoteAddress}`, switches.badTokenRateLimit) };
  }
  const admission = within(falcon, state.cid, switches.rateLimit);
  if (client.scopes.includes(scope)) return admission;
  return { refusal: refused(403, 'access denied, authorization failed', gateway), ...admission };
};

const gateway = 'crowdstrike-api-gateway';

/** Counts the request among those of a minute; null is no limit, but the headers still speak of one. */
const within = ({ limit }: Falcon, key: string, requests: number | null): Admission => {
  if (requests === null) {
    return { quota: { requests: 6000, allowed: true, remaining: 5999, retryAfter: 0 } };
  }
  const quota = { requests, ...limit(key, { requests, seconds: 60, window: 'sliding' }) };
  return quota.allowed ? { quota } : { quota, refusal: refused(429, 'API rate limit exceeded.', gateway) };
};

/** A token is worth nothing in another cloud (CrowdStrike/Cloud-AWS issue 152). */
const bearer = ({ state, switches }: Falcon, request: VendorRequest): ApiClient | undefined => {
  if (otherCloud(request, switches) !== undefined) return undefined;
  const [, value] = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const token = state.tokens.find((issued) => issued.value === value && issued.diesAt > Date.now());
  return state.clients.find(({ clientId }) => clientId === token?.clientId);
};
