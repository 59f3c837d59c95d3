import * as v from 'valibot';
import { vendorNames } from '../../emulators/vendors.ts';
import { EnsuredRole } from '../../lib/role/ensured.ts';
import { account, Prepared, stage } from './invoke.ts';

/** A stage on which the role that a vendor wants is there; gives what its registration is invoked with. */
async function prepared(vendor: string, options: Parameters<typeof stage>[0] = {}) {
  const on = await stage(options);
  const { request, known } = v.parse(
    Prepared,
    await on.invoke('prepareRegistration', {
      vendor,
      account,
      adopt: false,
      dryRun: false,
      notListedAt: '-',
    }),
  );
  const access = { role: 'OrganizationAccountAccessRole' };
  const { arn } = v.parse(
    EnsuredRole,
    await on.invoke('ensureRole', { vendor, account, access, adopt: false, dryRun: false, known, request }),
  );
  on.logs.length = 0;
  return {
    ...on,
    arn,
    input: {
      vendor,
      account,
      request,
      adopt: false,
      known,
      roleChange: 'created',
      retries: 0,
      notListedAt: '-',
    },
  };
}

it.each(vendorNames())('invoked again, %s has the account once', async (vendor) => {
  const { world, invoke, arn, input } = await prepared(vendor);
  const registration = await invoke('registerAccount', input);
  expect(await invoke('registerAccount', { ...input, retries: 1 })).toMatchObject({ accountId: account.id });
  expect(registration).toMatchObject({ accountId: account.id });
  expect(world.vendors[vendor]?.holds()).toMatchObject([{ roleArn: arn }]);
});

describe('it fails with', () => {
  it('RoleNotAssumableYetError when a policy of the organization denies the vendor AssumeRole, and names that', async () => {
    const denyAll = {
      Statement: [
        {
          Effect: 'Deny' as const,
          Principal: '*' as const,
          Action: 'sts:AssumeRole',
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
        },
      ],
    };
    const { failure, input } = await prepared('cloudcraft', {
      switches: { aws: { resourceControlPolicies: [denyAll] } },
    });
    const { name, message } = await failure('registerAccount', input);
    expect(name).toBe('RoleNotAssumableYetError');
    expect(message).toMatch(/Unable to verify AWS account.*explicit deny.*policy of the organization/);
  });

  it.each(vendorNames())('InvalidInputError without the role for %s', async (vendor) => {
    const { failure } = await stage();
    expect(await failure('registerAccount', { vendor, account })).toMatchObject({
      name: 'InvalidInputError',
      message: expect.stringContaining('request: '),
    });
  });
});

it.each([
  { roleChange: 'created', asked: 1 },
  { roleChange: 'repaired', asked: 1 },
  { roleChange: 'unchanged', asked: 0 },
])('a role that was $roleChange is tried at once by CrowdStrike, $asked times', async (given) => {
  const { world, invoke, input } = await prepared('crowdstrike', { apiFamily: 'cloud-security' });
  const registration = await invoke('registerAccount', { ...input, roleChange: given.roleChange });
  expect(world.network.calls.filter(({ name }) => name.includes('/validate/'))).toHaveLength(given.asked);
  const conditions = [{ type: 'RoleAssumable', status: 'True', feature: 'iom' }];
  expect(Object(registration).conditions).toEqual(given.asked === 1 ? conditions : undefined);
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

it.each([
  { of: 'its own', more: {}, lists: 1 },
  { of: 'a lost answer', more: { retries: 1 }, lists: 2 },
  { of: 'a role that was there before', more: { roleChange: 'repaired' }, lists: 2 },
  { of: 'a roll call', more: { notListedAt: inHours(-0.1) }, lists: 0 },
  { of: 'a roll call that waited for its turn', more: { notListedAt: inHours(-2.7) }, lists: 0 },
  { of: 'a roll call hours ago', more: { notListedAt: inHours(-2.8) }, lists: 1 },
  { of: 'a roll call to come', more: { notListedAt: inHours(0.1) }, lists: 1 },
  { of: 'a roll call after a lost answer', more: { notListedAt: inHours(-0.1), retries: 1 }, lists: 1 },
])("Cloudcraft's list is read $lists times to register an account of $of", async ({ more, lists }) => {
  const { world, invoke, input } = await prepared('cloudcraft');
  world.network.calls.length = 0;
  await invoke('registerAccount', { ...input, ...more });
  expect(world.network.calls.filter(({ name }) => name === 'GET /aws/account')).toHaveLength(lists);
  expect(world.cloudcraft.holds()).toHaveLength(1);
});

it.each([
  { of: 'a roll call', more: { notListedAt: inHours(-0.1) }, name: 'TooEarlyError', moves: 0 },
  { of: 'its own', more: {}, name: 'VendorThrottledError', moves: 1 },
  {
    of: 'a roll call after a lost answer',
    more: { notListedAt: inHours(-0.1), retries: 1 },
    name: 'VendorThrottledError',
    moves: 0,
  },
])(
  '429 to the request that adds an account of $of is $name, and moves the turns $moves times',
  async ({ more, name, moves }) => {
    const { world, failure, input } = await prepared('cloudcraft');
    const answer = { status: 429, headers: { 'Retry-After': '10' }, body: '' };
    world.network.faults = [{ to: 'cloudcraft', call: '^POST', answer }];
    world.network.calls.length = 0;
    expect(await failure('registerAccount', { ...input, ...more })).toMatchObject({ name });
    expect(world.cloudcraft.holds()).toEqual([]);
    expect(world.network.calls.filter(({ name: call }) => call.startsWith('dynamodb:'))).toHaveLength(moves);
  },
);

it('an account of a roll call whose role was there before is not added within two minutes of the list', async () => {
  const { world, failure, invoke, input } = await prepared('cloudcraft');
  world.network.calls.length = 0;
  const unchanged = { ...input, roleChange: 'unchanged' };
  const notListedAt = new Date().toISOString();
  expect(await failure('registerAccount', { ...unchanged, notListedAt })).toMatchObject({
    name: 'TooEarlyError',
  });
  expect(world.network.calls).toEqual([]);
  await invoke('registerAccount', { ...unchanged, notListedAt: inHours(-0.04) });
  const called = world.network.calls.filter(({ to }) => to === 'cloudcraft').map(({ name }) => name);
  expect(called).toEqual(['GET /aws/account', 'POST /aws/account']);
});
