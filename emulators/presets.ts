import type { CloudcraftSwitches } from './cloudcraft/switches.ts';
import type { CrowdstrikeSwitches } from './crowdstrike/switches.ts';
import { Fault } from './network/network.ts';
import { anyVendor, vendorError } from './presets/any-vendor.ts';

/** A way for a vendor to be: faults of the network, switches of its emulator, or neither. */
export interface Preset<Switches> {
  /** One line for a help text. */
  description: string;
  faults?: Fault[];
  switches?: Partial<Switches>;
}

const cloudcraft = {
  ...anyVendor('cloudcraft'),
  throttled: { description: 'answers 429 to everything', switches: { rateLimitRequests: 0 } },
  'read-only': {
    description: 'its key may read and not write',
    faults: [
      Fault.parse({
        to: 'cloudcraft',
        call: '^(POST|PUT|DELETE) ',
        answer: vendorError('cloudcraft', 403, 'API key does not have sufficient permissions'),
      }),
    ],
  },
  'role-refused': {
    description: 'never manages to assume a role',
    faults: [
      Fault.parse({
        to: 'cloudcraft',
        call: '^POST /aws/account$',
        answer: vendorError('cloudcraft', 400, 'Unable to verify AWS account'),
      }),
    ],
  },
  'no-duplicates': { description: 'refuses a role that it knows, 409', switches: { duplicates: 'refused' } },
  'deletes-200': {
    description: 'answers a DELETE 200, as its reference says',
    switches: { deleteStatus: 200 },
  },
  'newest-first': { description: 'lists the newest account first', switches: { listOrder: 'newest first' } },
} satisfies Record<string, Preset<CloudcraftSwitches>>;

const crowdstrike = {
  ...anyVendor('crowdstrike'),
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
    description: 'does not accept the client’s secret',
    faults: [
      Fault.parse({
        to: 'crowdstrike',
        call: '^POST /oauth2/token$',
        answer: vendorError('crowdstrike', 403, 'Failed to issue access token - Not Authorized'),
      }),
    ],
  },
  blocked: { description: 'the caller’s address is not on the allow-list', switches: { ipAllowed: false } },
  'no-expiry': { description: 'does not say how long a token lives', switches: { expiresIn: null } },
  'short-tokens': { description: 'forgets a token after 20 seconds', switches: { tokenDiesAfter: 20 } },
  partial: {
    description: 'registers nothing, and answers with another’s account',
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

/** Every way for a vendor to be that has a name a person can type, by vendor and name. */
export const presets: {
  cloudcraft: Record<keyof typeof cloudcraft, Preset<CloudcraftSwitches>>;
  crowdstrike: Record<keyof typeof crowdstrike, Preset<CrowdstrikeSwitches>>;
} = { cloudcraft, crowdstrike };
