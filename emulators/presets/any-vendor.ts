import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { Fault } from '../network/network.ts';

/** A vendor's side of the network. */
export type VendorSide = 'cloudcraft' | 'crowdstrike';

/** What can befall any vendor, or the way to it; the vendor itself knows nothing of it. */
export const anyVendor = (to: VendorSide) => {
  const always = (answer: Answer) => [Fault.parse({ to, answer })];
  return {
    down: { description: 'its load balancer answers 503 with a page', faults: always(unavailable) },
    error: {
      description: 'fails inside, 500',
      faults: always(vendorError(to, 500, 'Internal server error')),
    },
    hiccup: {
      description: 'answers the first two requests 503, then is well',
      faults: [Fault.parse({ to, times: 2, answer: unavailable })],
    },
    slow: {
      description: 'answers later than anybody waits',
      faults: always({ delaySeconds: day, part: 'headers' }),
    },
    stall: {
      description: 'stops in the middle of an answer',
      faults: always({ delaySeconds: day, part: 'body' }),
    },
    cut: { description: 'drops the connection', faults: always({ cut: 'connection' }) },
    truncated: {
      description: 'drops the connection in the middle of an answer',
      faults: always({ cut: 'body' }),
    },
    lost: {
      description: 'registers the first account, but drops the connection before it says so',
      faults: [
        Fault.parse({ to, call: registering, times: 1, effect: 'taken', answer: { cut: 'connection' } }),
      ],
    },
    garbage: { description: 'a proxy answers 200 with a page', faults: always(page(200, 'Please sign in')) },
    empty: { description: 'answers 200 with nothing', faults: always({ status: 200, headers: json }) },
    shapeless: {
      description: 'answers 200 with JSON that says nothing',
      faults: always({ status: 200, headers: json, body: '{}' }),
    },
    unauthorized: {
      description: 'does not know the key or token, 401',
      faults: [Fault.parse({ to, call: api, answer: vendorError(to, 401, unauthorized[to]) })],
    },
    forbidden: {
      description: 'says that the key or client may not, 403',
      faults: [Fault.parse({ to, call: api, answer: vendorError(to, 403, forbidden[to]) })],
    },
  };
};

type Answer = z.input<typeof Fault>['answer'];

const day = 86_400;
const json = { 'content-type': 'application/json' };
const api = '^(?!POST /oauth2/)';
const registering = '^POST /(aws|cloud-)';

const page = (status: number, title: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

const unavailable = page(503, '503 Service Temporarily Unavailable');

const unauthorized = { cloudcraft: 'Unauthorized', crowdstrike: 'access denied, invalid bearer token' };
const forbidden = {
  cloudcraft: 'API key does not have sufficient permissions',
  crowdstrike: 'access denied, authorization failed',
};

/** An error in the vendor's own shape. */
export const vendorError = (side: VendorSide, status: number, message: string): Answer => {
  if (side === 'cloudcraft') {
    const body = JSON.stringify({ error: message, reason: reasons[status], code: status });
    return { status, headers: json, body };
  }
  const trace = randomUUID();
  const meta = { query_time: 0.01, powered_by: 'crowdstrike-api-gateway', trace_id: trace };
  const body = JSON.stringify({ meta, errors: [{ code: status, message }], resources: [] });
  return { status, headers: { ...json, 'x-cs-traceid': trace, 'x-cs-region': 'us-1' }, body };
};

const reasons: Record<number, string> = {
  400: 'unable_to_verify',
  401: 'unauthorized',
  403: 'insufficient_privileges',
  500: 'internal_server_error',
};
