import * as v from 'valibot';
import { Fault } from './network/fault.ts';
import type { FaultAnswer, Preset, VendorEmulator } from './vendor.ts';

/** What the presets of every vendor depend on, and how the vendor words two refusals. */
type Subject = Pick<VendorEmulator, 'name' | 'calls' | 'errorAnswer'> & {
  unauthorized: string;
  forbidden: string;
};

/** What can happen to any vendor or on the way to it; the vendor itself knows nothing of it. */
export const anyVendor = ({ name: to, calls, errorAnswer, unauthorized, forbidden }: Subject) => {
  const always = (answer: FaultAnswer) => [v.parse(Fault, { to, answer })];
  return {
    down: { description: 'its load balancer answers 503 with a page', faults: always(unavailable) },
    error: {
      description: 'fails inside, 500',
      faults: always(errorAnswer(500, 'Internal server error')),
    },
    hiccup: {
      description: 'answers the first two requests 503, then is well',
      faults: [v.parse(Fault, { to, times: 2, answer: unavailable })],
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
      description: 'registers the first account, but drops the connection',
      faults: [
        v.parse(Fault, {
          ...{ to, call: calls.registering, times: 1, effect: 'taken' },
          answer: { cut: 'connection' },
        }),
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
      faults: [v.parse(Fault, { to, call: calls.api, answer: errorAnswer(401, unauthorized) })],
    },
    forbidden: {
      description: 'says that the key or client may not, 403',
      faults: [v.parse(Fault, { to, call: calls.api, answer: errorAnswer(403, forbidden) })],
    },
  } satisfies Record<string, Preset>;
};

const day = 86_400;
const json = { 'content-type': 'application/json' };

const page = (status: number, title: string): FaultAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

const unavailable = page(503, '503 Service Temporarily Unavailable');
