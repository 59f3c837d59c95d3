import * as v from 'valibot';
import { Plan, plan } from '../../../lib/enrollment/plan.ts';
import { AccountNotReadyError, InvalidInputError } from '../../../lib/errors.ts';
import { Filters } from '../../../lib/organization/filter.ts';
import type { Member } from '../../../lib/organization/member.ts';
import { account } from '../role-builder.ts';

const never = () => Promise.reject(new Error('nobody needs this'));

/** An active member whose units and tags nobody may ask for, with overrides. */
const member = (overrides: Partial<Member> = {}): Member => ({
  account,
  state: 'ACTIVE',
  isManagementAccount: false,
  ancestors: never,
  tags: never,
  ...overrides,
});
const request = { accountId: account.id, adopt: false, dryRun: false, notListedAt: '-' };
const scope = (filters: unknown = {}) => ({
  vendors: ['cloudcraft', 'crowdstrike'],
  filters: v.parse(Filters, filters),
  managementAccount: 'DISABLED' as const,
});
const exclude = [{ type: 'accounts', target_value: [account.id] }];

it('an active member is enrolled with every vendor that is enabled', async () => {
  expect(await plan(request, member(), scope())).toEqual({
    account,
    vendors: ['cloudcraft', 'crowdstrike'],
    notListedAt: '-',
    skipped: [],
    adopt: false,
    dryRun: false,
  });
});

it('an operator may choose vendors, and have foreign roles adopted', async () => {
  const planned = await plan({ ...request, vendors: ['crowdstrike'], adopt: true }, member(), scope());
  expect(planned).toMatchObject({ vendors: ['crowdstrike'], skipped: [], adopt: true });
});

it('an account that a filter leaves out is skipped by all vendors, each with the reason', async () => {
  const reason = 'excluded by accounts ["444455556666"]';
  expect(await plan(request, member(), scope({ exclude }))).toMatchObject({
    vendors: [],
    skipped: [
      { vendor: 'cloudcraft', reason },
      { vendor: 'crowdstrike', reason },
    ],
  });
});

it("a vendor's own filter leaves the other vendor alone", async () => {
  expect(await plan(request, member(), scope({ vendors: { cloudcraft: { exclude } } }))).toMatchObject({
    vendors: ['crowdstrike'],
    skipped: [{ vendor: 'cloudcraft', reason: 'excluded by accounts ["444455556666"]' }],
  });
});

it('an account must pass the general filter and that of the vendor', async () => {
  const ous = [{ type: 'ous', target_value: ['ou-exam-sandbox1'] }];
  const filters = {
    include: ous,
    vendors: { crowdstrike: { include: [{ type: 'tags', target_value: [{ env: 'prod' }] }] } },
  };
  const tagged = member({
    ancestors: async () => ['r-exam', 'ou-exam-sandbox1'],
    tags: async () => ({ env: 'sandbox' }),
  });
  expect(await plan(request, tagged, scope(filters))).toMatchObject({
    vendors: ['cloudcraft'],
    skipped: [{ vendor: 'crowdstrike', reason: 'not included by tags [{"env":"prod"}]' }],
  });
});

it.each(['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'UNKNOWN'])(
  'an account in the state %s is skipped, with nothing asked about it',
  async (state) => {
    const filters = scope({ exclude: [{ type: 'tags', target_value: [{ a: 'b' }] }] });
    const planned = await plan(request, member({ state }), filters);
    expect(planned).toMatchObject({ vendors: [], skipped: [{ reason: `its state is ${state}` }, {}] });
  },
);

it('an account that is about to become active is waited for, with nothing asked about it', async () => {
  const planning = plan(request, member({ state: 'PENDING_ACTIVATION' }), scope());
  await expect(planning).rejects.toThrow(AccountNotReadyError);
  await expect(planning).rejects.toThrow('account 444455556666 (Sandbox): its state is PENDING_ACTIVATION');
});

it('the management account is skipped, unless it is enabled', async () => {
  const management = member({ isManagementAccount: true });
  const { vendors, skipped } = await plan(request, management, scope());
  expect(vendors).toEqual([]);
  expect(skipped[0]?.reason).toMatch(/^it is the management account/);
  const enabled = { ...scope(), managementAccount: 'ENABLED' as const };
  expect(await plan(request, management, enabled)).toMatchObject({ vendors: enabled.vendors, skipped: [] });
});

describe('a request is refused, naming the place', () => {
  it.each([
    [
      'for a vendor that is not enabled',
      ['cloudcraft', 'lacework'],
      /vendors\.1: "lacework" is not one of the enabled vendors cloudcraft, crowdstrike/,
    ],
    [
      'for a vendor asked for twice',
      ['cloudcraft', 'cloudcraft'],
      /vendors\.1: "cloudcraft".*each at most once/,
    ],
  ])('%s', async (_, vendors, part) => {
    const planning = plan({ ...request, vendors }, member(), scope());
    await expect(planning).rejects.toThrow(InvalidInputError);
    await expect(planning).rejects.toThrow(part);
  });
});

describe('a plan on its way through the workflow', () => {
  const planned = {
    account,
    vendors: ['cloudcraft'],
    skipped: [{ vendor: 'crowdstrike', reason: 'excluded by all' }],
    adopt: false,
    dryRun: false,
    notListedAt: '-',
  };

  it('stays as it is', () => {
    expect(v.parse(Plan, planned)).toEqual(planned);
  });

  it.each([
    ['an account', { account: undefined }],
    ['an account that is one', { account: { ...account, id: '4444' } }],
    ['vendors', { vendors: undefined }],
    ['the names of vendors', { vendors: [1] }],
    ['what is skipped', { skipped: undefined }],
    ['the name of what is skipped', { skipped: [{ reason: 'x' }] }],
    ['the reason of what is skipped', { skipped: [{ vendor: 'crowdstrike' }] }],
    ["an operator's permission", { adopt: undefined }],
  ])('is refused without %s', (_, overrides) => {
    expect(v.safeParse(Plan, { ...planned, ...overrides }).success).toBe(false);
  });
});
