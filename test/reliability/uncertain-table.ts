import type { CloudcraftSwitches } from '../../emulators/cloudcraft/switches.ts';
import type { CrowdstrikeSwitches } from '../../emulators/crowdstrike/switches.ts';
import type { SceneOptions } from '../scene.ts';
import {
  offboarding,
  offboardingTwice,
  racing,
  renamed,
  returning,
  revoked,
  rotated,
  unknownKey,
  type Way,
} from './uncertain-way.ts';

/**
 * A behaviour that the vendor's public material leaves open, and how Rollcall copes with it.
 *
 * - `way`: what makes the vendor show it; enrolling when left out
 * - `with`: what else the scene needs
 * - `ends`: what an error is named and says, where coping means to stop and say so, or another outcome; enrolled when left out
 * - `repeated`: whether the workflow tries again, or the function waits by itself, where that shows whether it understood
 * - `meets`: a status that the vendor answers to at least one call, where that shows that the behaviour occurred
 * - `leaves`: what is left otherwise than in an undisturbed account
 */
export interface Uncertain<Switches> {
  behaviour: Partial<Switches>;
  way?: Way;
  with?: SceneOptions;
  settings?: Record<string, string>;
  ends?: [error: string, words: string];
  repeated?: boolean;
  meets?: number;
  leaves?: object;
}

/** The outcome of an offboarding, after which the account is enrolled as if it never had been. */
const forgotten: [string, string] = ['forgotten', ''];

/** One request fewer than registering makes, in a window that it does not outlast. */
const limited = { rateLimitRequests: 2 };
const slower: SceneOptions = { apiFamily: 'd4c' };
const notYetAssumable: SceneOptions = {
  switches: { aws: { roleNotAssumableSeconds: 200 } },
};
const minimal = { policy: 'minimal' };

export const cloudcraftUncertain: Uncertain<CloudcraftSwitches>[] = [
  { behaviour: { refusedRoleStatus: 400 }, with: notYetAssumable, meets: 400 },
  { behaviour: { refusedRoleStatus: 403 }, with: notYetAssumable, meets: 403 },
  { behaviour: { openRoles: 'accepted' } },
  { behaviour: { duplicates: 'accepted' }, way: racing },
  { behaviour: { duplicates: 'refused' }, way: racing },
  { behaviour: { deleteStatus: 200 }, way: racing },
  { behaviour: { externalIdScope: 'user' }, way: rotated },
  { behaviour: { externalIdScope: 'customer' }, way: rotated },
  { behaviour: { listOrder: 'newest first' }, way: racing },
  { behaviour: { roleOnUpdate: 'assumed' }, way: renamed },
  { behaviour: { regionOnUpdate: 'refused' }, way: renamed },
  { behaviour: { rateLimit: 'fixed', ...limited }, with: slower, meets: 429 },
  { behaviour: { rateLimit: 'sliding', ...limited }, with: slower, meets: 429 },
  { behaviour: { rateLimit: 'off' } },
  { behaviour: { retryAfter: 'absent', ...limited }, with: slower, meets: 429, repeated: true },
  { behaviour: { undocumentedBodies: 'text', ...limited }, with: slower, meets: 429 },
  { behaviour: { undocumentedBodies: 'empty', ...limited }, with: slower, meets: 429 },
  { behaviour: { undocumentedBodies: 'json' }, way: unknownKey, ends: ['VendorRejectedError', '401'] },
  { behaviour: { undocumentedBodies: 'text' }, way: unknownKey, ends: ['VendorRejectedError', '401'] },
  { behaviour: { undocumentedBodies: 'empty' }, way: unknownKey, ends: ['VendorRejectedError', '401'] },
  {
    ...{ behaviour: { policies: 'served' }, settings: minimal },
    leaves: { roles: [{ attached: [], inline: { 'cloudcraft-minimal': expect.any(String) } }, {}] },
  },
  { behaviour: { deleteStatus: 200 }, way: offboarding, ends: forgotten },
  { behaviour: { deleteStatus: 204 }, way: offboarding, ends: forgotten },
  { behaviour: { externalIdScope: 'customer' }, way: offboarding, ends: forgotten },
  { behaviour: { listOrder: 'newest first' }, way: offboarding, ends: forgotten },
  { behaviour: { listedAfterDeletion: 12 }, way: offboarding, ends: forgotten },
  { behaviour: { policies: 'absent' }, settings: minimal, ends: ['VendorRejectedError', '404'] },
];

const path = { environment: { ROLE_PATH: '/vendors/' } };
const gov = { partition: 'aws-us-gov' } as const;
const d4c = { apiFamily: 'd4c' } as const;
const cloudSecurity = { apiFamily: 'cloud-security' } as const;
/** Everything that names a role has its path in it. */
const inPath = { crowdstrike: [{ iamRoleArn: 'arn:aws:iam::ACCOUNT:role/vendors/CrowdStrikeCSPMReader' }] };
const inGovCloud = {
  crowdstrike: [{ iamRoleArn: expect.stringContaining('arn:aws-us-gov:') }],
};

export const crowdstrikeUncertain: Uncertain<CrowdstrikeSwitches>[] = [
  { behaviour: { duplicates: 201 }, way: racing },
  { behaviour: { duplicates: 207 }, way: racing },
  { behaviour: { duplicates: 400 }, way: racing },
  { behaviour: { duplicates: 409 }, way: racing },
  { behaviour: { postAnswers: 'stranger' }, ends: ['VendorUnavailableError', 'shows no registration'] },
  { behaviour: { requiredFields: 'swagger' } },
  { behaviour: { accountTypes: null } },
  { behaviour: { refusals: 207, requiredFields: 'swagger' } },
  { behaviour: { accountTypes: ['commercial', 'gov'] }, with: gov, leaves: inGovCloud },
  { behaviour: { accountTypes: ['commercial', 'govcloud'] }, with: gov, leaves: inGovCloud },
  { behaviour: { accountTypes: ['commercial', 'govcloud'], refusals: 207 }, with: gov, leaves: inGovCloud },
  { behaviour: { rolePaths: 'accepted' }, with: path, leaves: inPath },
  {
    behaviour: { rolePaths: 'refused' },
    with: path,
    ends: ['VendorRejectedError', 'iam_role_arn'],
    leaves: inPath,
  },
  { behaviour: { rolePaths: 'refused' } },
  { behaviour: { externalIdScope: 'cid' } },
  { behaviour: { externalIdOnReturn: 'same' }, way: returning },
  { behaviour: { externalIdOnReturn: 'new' }, way: returning },
  { behaviour: { d4cWrites: 'refused' }, with: d4c, ends: ['VendorRejectedError', 'migrated'] },
  { behaviour: { d4cWrites: 'refused' }, with: cloudSecurity },
  { behaviour: { unknownOnDelete: 207 }, way: offboardingTwice, ends: forgotten },
  { behaviour: { unknownOnDelete: 200 }, way: offboardingTwice, ends: forgotten },
  { behaviour: { unknownOnDelete: 404 }, way: offboardingTwice, ends: forgotten },
  { behaviour: { unknownOnDelete: 500 }, way: offboardingTwice, ends: forgotten },
  { behaviour: { unknownOnGet: 207 }, way: offboarding, ends: forgotten },
  { behaviour: { unknownOnGet: 200 }, way: offboarding, ends: forgotten },
  { behaviour: { unknownOnGet: 404 }, way: offboarding, ends: forgotten },
  { behaviour: { noErrors: 'null', noResources: 'null' }, way: offboarding, ends: forgotten },
  { behaviour: { noErrors: 'absent', noResources: 'absent' }, way: offboarding, ends: forgotten },
  { behaviour: { shownAfterDeletion: 12 }, way: offboarding, ends: forgotten },
  {
    ...{ behaviour: { deletion: 'error beside 200' }, way: offboarding },
    ...{ ends: ['VendorUnavailableError', 'Internal server error'], repeated: true },
  },
  { behaviour: { unknownOnGet: 207 } },
  { behaviour: { unknownOnGet: 200 } },
  { behaviour: { unknownOnGet: 404 } },
  { behaviour: { noErrors: 'null', noResources: 'null' } },
  { behaviour: { noErrors: 'absent', noResources: 'absent' } },
  { behaviour: { noErrors: '[]', noResources: 'absent', unknownOnGet: 200 } },
  { behaviour: { operationalAfter: 0 }, leaves: { crowdstrike: [{ operational: true }] } },
  { behaviour: { openRoles: 'accepted' } },
  { behaviour: { otherStatus: 'Event_NeverHeardOf' } },
  { behaviour: { isCustomRolename: 'false' } },
  { behaviour: { intermediateRole: 'absent' }, ends: ['VendorResponseError', 'intermediate_role_arn'] },
  { behaviour: { expiresIn: null } },
  { behaviour: { expiresIn: 1 } },
  { behaviour: { tokenDiesAfter: 1e6 }, way: revoked },
  { behaviour: { redirectTo: 'localhost' } },
  { behaviour: { redirectTo: 'localhost', redirectRegion: 'us-gov-2' } },
  { behaviour: { ipAllowed: false }, ends: ['VendorRejectedError', 'allow-list'] },
  { behaviour: { rateLimit: null, tokenRateLimit: null, badTokenRateLimit: null } },
  // This family has one call more, which tries the role.
  { behaviour: { rateLimit: 2, retryAfter: 'epoch seconds' }, with: cloudSecurity, meets: 429 },
  {
    behaviour: { rateLimit: 2, retryAfter: 'epoch milliseconds' },
    with: cloudSecurity,
    meets: 429,
  },
  { behaviour: { rateLimit: 2, retryAfter: 'seconds' }, with: cloudSecurity, meets: 429 },
  { behaviour: { rateLimit: 2, retryAfter: 'absent' }, with: cloudSecurity, meets: 429 },
  { behaviour: { tokenRateLimit: 1, tokenRetryAfter: 'given' }, with: cloudSecurity, meets: 429 },
  { behaviour: { tokenRateLimit: 1, tokenRetryAfter: 'absent' }, with: cloudSecurity, meets: 429 },
  { behaviour: { badTokenRateLimit: 1 }, way: revoked },
];
