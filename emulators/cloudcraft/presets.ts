import * as v from 'valibot';
import { anyVendor } from '../any-vendor.ts';
import { Fault } from '../network/fault.ts';
import type { FaultAnswer, Preset } from '../vendor.ts';
import type { CloudcraftSwitches } from './switches.ts';

/** Cloudcraft's name. */
export const name = 'cloudcraft' as const;

/** Every call needs the API key. */
export const calls = { api: '^', registering: '^POST /aws/account$' };

/** An error as Cloudcraft's API words it. */
export const errorAnswer = (status: number, message: string): FaultAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: message, reason: reasons[status], code: status }),
});

const reasons: Record<number, string> = {
  400: 'unable_to_verify',
  401: 'unauthorized',
  403: 'insufficient_privileges',
  500: 'internal_server_error',
};

const forbidden = 'API key does not have sufficient permissions';

/** Every way for Cloudcraft to behave or to fail that has a name. */
export const presets = {
  ...anyVendor({ name, calls, errorAnswer, unauthorized: 'Unauthorized', forbidden }),
  throttled: { description: 'answers 429 to everything', switches: { rateLimitRequests: 0 } },
  'read-only': {
    description: 'its key may read and not write',
    faults: [v.parse(Fault, { to: name, call: '^(POST|PUT|DELETE) ', answer: errorAnswer(403, forbidden) })],
  },
  'role-refused': {
    description: 'never manages to assume a role',
    faults: [
      v.parse(Fault, {
        ...{ to: name, call: calls.registering },
        answer: errorAnswer(400, 'Unable to verify AWS account'),
      }),
    ],
  },
  'no-duplicates': { description: 'refuses a role that it knows, 409', switches: { duplicates: 'refused' } },
  'deletes-204': {
    description: 'answers a DELETE 204, as its clients expect',
    switches: { deleteStatus: 204 },
  },
  'newest-first': { description: 'lists the newest account first', switches: { listOrder: 'newest first' } },
} satisfies Record<string, Preset<CloudcraftSwitches>>;
