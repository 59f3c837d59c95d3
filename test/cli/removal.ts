import type { Removal } from '../../cli/page/removal-page.ts';
import type { Offboarded, VendorOffboarded } from '../../cli/target/offboard-each.ts';
import { HARMFUL, idOf } from '../lib/coverage/organization.ts';

type Told = Extract<VendorOffboarded, { role: unknown }>;

/** What a vendor's part of a plan says: our registration and our role are removed, unless something else is said. */
const at = (vendor: string, account: string, says: Partial<Told> = {}): VendorOffboarded => ({
  ...{ outcome: 'forgotten', vendor, others: [] },
  registrations: [
    { accountId: account, id: `${vendor}-${account}`, status: 'added', standing: 'ours', detail: 'arn' },
  ],
  role: { outcome: 'role-removed', arn: `arn:aws:iam::${account}:role/${vendor}`, changes: [] },
  ...says,
});

const planned = (index: number, says: Partial<Told> = {}, of: Partial<Offboarded> = {}): Offboarded => ({
  ...{ account: idOf(index), name: `team-${index}`, state: 'ACTIVE', status: 'SUCCEEDED' },
  outcomes: ['cloudcraft', 'crowdstrike'].map((vendor) => at(vendor, idOf(index), says)),
  ...of,
});

const theirs = {
  ...{ accountId: idOf(2), id: HARMFUL, status: 'added', standing: 'elsewhere' as const },
  detail: 'arn:aws:iam::444455556666:role/by-hand',
};

/** A plan with everything that one can say, and more accounts to `size`. */
export const removal = (size = 6): Removal => ({
  ...{ organizationId: 'o-exampleorgid', stack: 'rollcall-prod', at: '2026-11-26T03:00:00.000Z' },
  asked: '--include ou-ab12-payments --exclude team=a',
  plan: [
    planned(1),
    planned(2, { outcome: 'not-ours', registrations: [], others: [theirs] }, { name: HARMFUL }),
    planned(
      3,
      {
        role: { outcome: 'role-left-behind', changes: [], reason: 'the account is not in the organization' },
      },
      { name: undefined, state: 'NOT_A_MEMBER' },
    ),
    planned(
      4,
      {},
      { outcomes: [{ outcome: 'skipped', vendor: 'cloudcraft', reason: 'its state is ACTIVE' }] },
    ),
    planned(5, {
      ...{ outcome: 'was-not-known', registrations: [] },
      role: { outcome: 'role-did-not-exist', changes: [] },
    }),
    planned(
      6,
      {},
      {
        ...{ name: undefined, state: undefined, status: 'FAILED', outcomes: [] },
        ...{ error: 'OffboardingIncompleteError', cause: 'Tried to ask crowdstrike: 503.' },
      },
    ),
    ...Array.from({ length: size - 6 }, (_, index) => planned(index + 7)),
  ],
});
