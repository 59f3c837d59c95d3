import * as v from 'valibot';
import { compare } from '../../../lib/coverage/comparison.ts';
import type { Roll, RollMember } from '../../../lib/coverage/roll.ts';
import { Filters } from '../../../lib/organization/filter.ts';
import type { Listed } from '../../../lib/vendors/vendor.ts';
import { idOf, listed, member, roll } from './organization.ts';

const ID = idOf(1);
const FAILURE = { state: 'EnsureRole', error: 'RoleNotOursError', cause: 'it is not ours' };
const PROBLEM = 'the role cannot be assumed';

/** The rows of one account at one vendor. */
const one = (overrides: Partial<RollMember>, list: Listed[], others: Partial<Roll> = {}) =>
  compare({
    members: [member(1, { units: ['r-exam', 'ou-exam-sandbox1'], tags: { env: 'dev' }, ...overrides })],
    ...{ lists: { crowdstrike: list }, filters: {}, managementAccount: 'left out' },
    ...others,
  });

const excluding = (type: 'ous' | 'tags', value: unknown) =>
  v.parse(Filters, { exclude: [{ type, target_value: [value] }] });

const ours = listed(ID);
const theirs = listed(ID, { standing: 'elsewhere', detail: 'the organization o-other' });
const failed = { tried: [{ accountId: ID, vendor: 'crowdstrike', failure: FAILURE }] };
const enrolled = { tried: [{ accountId: ID, vendor: 'crowdstrike' }] };
const drifted = { findings: [{ accountId: ID, vendor: 'crowdstrike', problem: 'the role has no boundary' }] };
const unseen = { findings: [{ accountId: ID, vendor: 'crowdstrike', unseen: 'AccessDenied' }] };
const elsewhere = { tried: [{ accountId: ID, vendor: 'cloudcraft', failure: FAILURE }] };
const sandbox = excluding('ous', 'ou-exam-sandbox1');

it.each<[string, string, string | undefined, Partial<RollMember>, Listed[], Partial<Roll>?]>([
  ['registered by Rollcall', 'covered', undefined, {}, [ours]],
  [
    'registered by somebody else',
    'known-elsewhere',
    'registered by somebody else: the organization o-other',
    {},
    [theirs],
  ],
  ['registered by both', 'covered', undefined, {}, [theirs, ours]],
  ['not listed', 'missing', 'not listed by crowdstrike', {}, []],
  [
    'not listed although it was enrolled',
    'missing',
    'enrolled, but not listed by crowdstrike',
    {},
    [],
    enrolled,
  ],
  ['listed with a problem', 'degraded', PROBLEM, {}, [{ ...ours, problem: PROBLEM }]],
  ["listed by somebody else's with a problem", 'degraded', PROBLEM, {}, [{ ...theirs, problem: PROBLEM }]],
  [
    'listed with a problem, and by another that works',
    'known-elsewhere',
    'registered by somebody else: the organization o-other',
    {},
    [{ ...ours, problem: PROBLEM }, theirs],
  ],
  ['registered, with a drifted role', 'degraded', 'the role has no boundary', {}, [ours], drifted],
  [
    'registered, with a role that cannot be seen',
    'covered',
    'its role was not inspected: AccessDenied',
    {},
    [ours],
    unseen,
  ],
  [
    'registered by somebody else, whose role is not ours to judge',
    'known-elsewhere',
    'registered by somebody else: the organization o-other',
    {},
    [theirs],
    drifted,
  ],
  ['tried in vain', 'failed', 'EnsureRole failed with RoleNotOursError: it is not ours', {}, [], failed],
  [
    'listed, but tried in vain',
    'failed',
    'EnsureRole failed with RoleNotOursError: it is not ours',
    {},
    [ours],
    failed,
  ],
  ['tried in vain at another vendor', 'covered', undefined, {}, [ours], elsewhere],
  ['the management account', 'excluded', 'the management account', { isManagementAccount: true }, []],
  [
    'the management account that is to be covered',
    'missing',
    'not listed by crowdstrike',
    { isManagementAccount: true },
    [],
    { managementAccount: 'covered' },
  ],
  [
    "left out by the deployment's filter",
    'excluded',
    `excluded by ous ["ou-exam-sandbox1"] (the deployment's filter)`,
    {},
    [ours],
    { filters: sandbox },
  ],
  [
    "left out by the vendor's filter",
    'excluded',
    'excluded by tags [{"env":"dev"}] (the filter for crowdstrike)',
    {},
    [],
    { filters: { vendors: { crowdstrike: excluding('tags', { env: 'dev' }) } } },
  ],
  [
    "left out by this roll call's filter",
    'excluded',
    `excluded by ous ["ou-exam-sandbox1"] (this roll call's filter)`,
    {},
    [],
    { only: sandbox },
  ],
  [
    'left out by the filter for another vendor',
    'missing',
    'not listed by crowdstrike',
    {},
    [],
    { filters: { vendors: { cloudcraft: sandbox } } },
  ],
  ['not active yet', 'inactive', 'its state is PENDING_ACTIVATION', { state: 'PENDING_ACTIVATION' }, []],
  ['closed and not listed', 'inactive', 'its state is CLOSED', { state: 'CLOSED' }, []],
  ['closed and listed', 'departed', 'its state is CLOSED', { state: 'CLOSED' }, [ours]],
  ['closing and listed', 'departed', 'its state is PENDING_CLOSURE', { state: 'PENDING_CLOSURE' }, [ours]],
  ['suspended and listed', 'departed', 'its state is SUSPENDED', { state: 'SUSPENDED' }, [theirs]],
  [
    'closed, listed and left out',
    'departed',
    'its state is CLOSED',
    { state: 'CLOSED' },
    [ours],
    { filters: sandbox },
  ],
])('an account that is %s is %s', async (_, state, reason, overrides, list, others = {}) => {
  expect(await one(overrides, list, others)).toEqual([expect.objectContaining({ accountId: ID, state })]);
  expect((await one(overrides, list, others))[0]?.reason).toBe(reason);
});

it('an account that only a vendor knows has departed', async () => {
  const rows = await compare({ ...roll(0), lists: { cloudcraft: [ours], crowdstrike: [] } });
  expect(rows).toEqual([
    {
      ...{
        accountId: ID,
        vendor: 'cloudcraft',
        units: [],
        state: 'departed',
        reason: 'not in the organization',
      },
      registration: { id: ours.id, status: 'active', standing: 'ours', detail: ours.detail },
    },
  ]);
});

it('a departed account keeps why its offboarding failed', async () => {
  const [row] = await one({ state: 'CLOSED' }, [ours], failed);
  expect(row).toMatchObject({ state: 'departed', failure: FAILURE });
});

it('a long cause is told by its beginning', async () => {
  const failure = { ...FAILURE, cause: 'x'.repeat(1001) };
  const [row] = await one({}, [], { tried: [{ accountId: ID, vendor: 'crowdstrike', failure }] });
  expect(row?.failure?.cause).toBe(`${'x'.repeat(1000)}…`);
});

it('compares every account with every vendor once', async () => {
  const rows = await compare(roll(500));
  const keys = rows.map(({ accountId, vendor }) => `${accountId} ${vendor}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(rows.filter(({ accountState }) => accountState !== undefined)).toHaveLength(1000);
});
