import { randomUUID } from 'node:crypto';
import type { VendorRequest } from '../network/vendor-server.ts';
import { type Admission, admit } from './admit.ts';
import { type Answer, envelope, FalconRefusal, refused } from './envelope.ts';
import { otherCloud } from './other-cloud.ts';
import type { Falcon, Scope } from './state.ts';
import type { CrowdstrikeSwitches } from './switches.ts';

/** An endpoint: the scope it asks for, none where no token is needed, and its work. */
export interface Route {
  scope?: Scope;
  work(request: VendorRequest): Answer | Response | Promise<Answer | Response>;
}

/**
 * Takes one request through CrowdStrike's gateway to its endpoint and back. Every answer says its trace id and the
 * cloud it comes from, and how much of the limit is left.
 */
export const passGateway = async (
  falcon: Falcon,
  request: VendorRequest,
  route: Route | undefined,
): Promise<Response> => {
  const trace = { id: randomUUID(), began: performance.now() };
  const { answer, quota } = await serve(falcon, request, route);
  const response = answer instanceof Response ? answer : envelope(answer, trace, falcon.switches);
  response.headers.set('x-cs-traceid', trace.id);
  if (!response.headers.has('x-cs-region')) response.headers.set('x-cs-region', cloudOf(request, falcon));
  if (quota !== undefined) sayQuota(response, quota, retryUnit(falcon.switches, route));
  return response;
};

/** The name of the cloud that a request came to. */
const cloudOf = (request: VendorRequest, { switches, region }: Falcon): string =>
  switches.redirectTo !== null && otherCloud(request, switches) === undefined
    ? switches.redirectRegion
    : region;

const serve = async (falcon: Falcon, request: VendorRequest, route: Route | undefined) => {
  if (route === undefined) return { answer: refused(404, '404: Page Not Found') };
  const { quota, refusal } = admit(falcon, request, route.scope);
  if (refusal !== undefined) return { answer: refusal, quota };
  try {
    return { answer: await route.work(request), quota };
  } catch (error) {
    if (error instanceof FalconRefusal) return { answer: error.answer, quota };
    throw error;
  }
};

const sayQuota = (
  { headers }: Response,
  quota: Admission['quota'],
  unit: CrowdstrikeSwitches['retryAfter'],
): void => {
  headers.set('x-ratelimit-limit', String(quota.requests));
  headers.set('x-ratelimit-remaining', String(quota.remaining));
  if (quota.allowed || unit === 'absent') return;
  headers.set('x-ratelimit-retryafter', String(Math.ceil(retryAfter[unit](quota.retryAfter))));
};

/** The swagger says milliseconds since the epoch; gofalcon and psfalcon read seconds. */
const retryAfter = {
  seconds: (wait: number) => wait,
  'epoch seconds': (wait: number) => Date.now() / 1000 + wait,
  'epoch milliseconds': (wait: number) => Date.now() + wait * 1000,
};

const retryUnit = (switches: CrowdstrikeSwitches, route: Route | undefined) =>
  route?.scope === undefined && switches.tokenRetryAfter === 'absent' ? 'absent' : switches.retryAfter;
