import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { anyVendor } from '../any-vendor.ts';
import { Fault } from '../network/fault.ts';
import type { FaultAnswer, Preset } from '../vendor.ts';
import type { CrowdstrikeSwitches } from './switches.ts';

/** CrowdStrike's name. */
export const name = 'crowdstrike' as const;

/** All but the token endpoint need a token. */
export const calls = { api: '^(?!POST /oauth2/)', registering: '^POST /cloud-(?!.*/validate/)' };

/** An error in the envelope of CrowdStrike's API. */
export const errorAnswer = (status: number, message: string): FaultAnswer => {
  const trace = randomUUID();
  const meta = { query_time: 0.01, powered_by: 'crowdstrike-api-gateway', trace_id: trace };
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-cs-traceid': trace, 'x-cs-region': 'us-1' },
    body: JSON.stringify({ meta, errors: [{ code: status, message }], resources: [] }),
  };
};

const unauthorized = 'access denied, invalid bearer token';
const forbidden = 'access denied, authorization failed';

/** Every way for CrowdStrike to behave or to fail that has a name. */
export const presets = {
  ...anyVendor({ name, calls, errorAnswer, unauthorized, forbidden }),
  throttled: { description: 'answers 429 to everything but tokens', switches: { rateLimit: 0 } },
  'throttled-in-milliseconds': {
    description: 'the same, with the time to come back in milliseconds',
    switches: { rateLimit: 0, retryAfter: 'epoch milliseconds' },
  },
  'wrong-region': {
    description: 'the customer is in another cloud: 308, which leads there',
    switches: { redirectTo: 'localhost' },
  },
  'bad-credentials': {
    description: "does not accept the client's secret",
    faults: [
      v.parse(Fault, {
        to: name,
        call: '^POST /oauth2/token$',
        answer: errorAnswer(403, 'Failed to issue access token - Not Authorized'),
      }),
    ],
  },
  blocked: { description: "the caller's address is not on the allow-list", switches: { ipAllowed: false } },
  'no-expiry': { description: 'does not say how long a token lives', switches: { expiresIn: null } },
  'short-tokens': { description: 'forgets a token after 20 seconds', switches: { tokenDiesAfter: 20 } },
  partial: {
    description: "registers nothing, and answers with another's account",
    switches: { postAnswers: 'stranger' },
  },
  'already-400': { description: 'answers a known account 400', switches: { duplicates: 400 } },
  'already-409': { description: 'answers a known account 409', switches: { duplicates: 409 } },
  'already-207': { description: 'answers a known account 207', switches: { duplicates: 207 } },
  'unknown-200': {
    description: 'answers an unknown account 200',
    switches: { unknownOnGet: 200, unknownOnDelete: 200 },
  },
  'unknown-404': { description: 'answers an unknown account 404', switches: { unknownOnGet: 404 } },
  nulls: {
    description: 'writes null for an empty list',
    switches: { noErrors: 'null', noResources: 'null' },
  },
  migrated: { description: 'takes no more accounts through D4C', switches: { d4cWrites: 'refused' } },
  'never-operational': {
    description: 'does not get to look at the role',
    switches: { operationalAfter: 1e9 },
  },
  'one-external-id': {
    description: 'has one external id for all accounts',
    switches: { externalIdScope: 'cid' },
  },
} satisfies Record<string, Preset<CrowdstrikeSwitches>>;
