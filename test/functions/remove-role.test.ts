import { AttachRolePolicyCommand, CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { administrator, roleIn } from '../lib/aws/member.ts';
import { allowing, trusting } from '../lib/role-builder.ts';
import { ACCOUNT, ENABLED, type SceneOptions } from '../scene.ts';
import { account, stage } from './invoke.ts';

const names: Record<string, string> = { cloudcraft: 'cloudcraft', crowdstrike: 'CrowdStrikeCSPMReader' };
const input = { vendor: 'cloudcraft', account, state: 'ACTIVE', dryRun: false };
const arn = `arn:aws:iam::${ACCOUNT}:role/cloudcraft`;
const DENY = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Deny' as const, Action: '*', Resource: '*' }],
};

/** A stage on which the account was enrolled. */
async function enrolled(options: SceneOptions = {}) {
  const on = await stage(options);
  await on.engine.run('enroll-account', { accountId: ACCOUNT });
  on.world.network.calls.length = 0;
  return on;
}

it.each(ENABLED)('the role of %s is stripped, then deleted, and each change is logged', async (vendor) => {
  const { world, invoke, logs } = await enrolled();
  expect(await invoke('removeRole', { ...input, vendor })).toMatchObject({ outcome: 'role-removed' });
  expect(roleIn(world, names[vendor] ?? '')).toBeUndefined();
  const changes = logs.map(({ change }) => change);
  expect(changes.at(-1)).toBe('deleted the role');
  expect(changes).toHaveLength(2);
  expect(await invoke('removeRole', { ...input, vendor })).toMatchObject({ outcome: 'role-did-not-exist' });
});

it('in a dry run nothing is written, and the answer says what would be done', async () => {
  const { world, invoke } = await enrolled();
  const before = roleIn(world, 'cloudcraft');
  expect(await invoke('removeRole', { ...input, dryRun: true })).toEqual({
    outcome: 'role-removed',
    arn,
    changes: [],
  });
  expect(roleIn(world, 'cloudcraft')).toEqual(before);
  const writing = world.network.calls.filter(({ name }) => /^iam:(?!Get|List)/.test(name));
  expect(writing).toEqual([]);
});

const foreign = 'arn:aws:iam::aws:policy/SecurityAudit';

it.each<[string, (iam: ReturnType<typeof administrator>) => Promise<unknown>, string]>([
  [
    'somebody else attached a policy to',
    (iam) => iam.send(new AttachRolePolicyCommand({ RoleName: 'cloudcraft', PolicyArn: foreign })),
    foreign,
  ],
  [
    'somebody else put a policy into',
    (iam) =>
      iam.send(
        new PutRolePolicyCommand({
          ...{ RoleName: 'cloudcraft', PolicyName: 'theirs' },
          PolicyDocument: JSON.stringify(allowing('s3:List*')),
        }),
      ),
    'theirs',
  ],
])('a role that %s is left as it is, and reported', async (_, change, words) => {
  const { world, invoke } = await enrolled();
  await change(administrator(world));
  const before = roleIn(world, 'cloudcraft');
  expect(await invoke('removeRole', input)).toEqual({
    ...{ outcome: 'role-left-behind', arn, changes: [] },
    reason: `somebody else gave it ${words}`,
  });
  expect(roleIn(world, 'cloudcraft')).toEqual(before);
});

it.each(['no tags', 'crowdstrike'])(
  'a role of our name with %s is left as it is, and reported',
  async (tags) => {
    const { world, invoke } = await stage();
    await administrator(world).send(
      new CreateRoleCommand({
        ...{ RoleName: 'cloudcraft', AssumeRolePolicyDocument: JSON.stringify(trusting()) },
        ...(tags === 'crowdstrike' && {
          Tags: [
            { Key: 'managed-by', Value: 'rollcall' },
            { Key: 'rollcall:vendor', Value: 'crowdstrike' },
          ],
        }),
      }),
    );
    const before = roleIn(world, 'cloudcraft');
    expect(await invoke('removeRole', input)).toMatchObject({
      outcome: 'role-left-behind',
      reason: expect.stringContaining('cloudcraft'),
    });
    expect(roleIn(world, 'cloudcraft')).toEqual(before);
  },
);

it("an access role is no vendor's, whatever its tags, and is not even looked at", async () => {
  const CLOUDCRAFT = JSON.stringify({
    trustedAccountId: '968898580625',
    roleName: 'organizationaccountaccessrole',
  });
  const { world, failure } = await stage({ environment: { CLOUDCRAFT } });
  expect(await failure('removeRole', input)).toMatchObject({ name: 'RoleNotOursError' });
  expect(world.network.calls).toEqual([]);
});

describe('an account that lets nobody in', () => {
  it.each([
    ['and is about to close has its role left behind, with the reason', 'PENDING_CLOSURE'],
    ['and is active is AccessDeniedError', 'ACTIVE'],
  ])('%s', async (_, state) => {
    const { world, invoke, failure } = await enrolled();
    const membership = world.aws.state.accounts.get(ACCOUNT)?.membership;
    if (membership !== undefined) membership.serviceControlPolicies = [DENY];
    if (state === 'ACTIVE') {
      expect(await failure('removeRole', { ...input, state })).toMatchObject({ name: 'AccessDeniedError' });
    } else {
      const reason = expect.stringContaining('explicit deny');
      expect(await invoke('removeRole', { ...input, state })).toEqual({
        outcome: 'role-left-behind',
        changes: [],
        reason,
      });
    }
    expect(roleIn(world, 'cloudcraft')).toBeDefined();
  });

  it('and is about to close has its role left behind with what was stripped of it before', async () => {
    const { world, invoke } = await enrolled();
    const membership = world.aws.state.accounts.get(ACCOUNT)?.membership;
    const Statement = [
      { Effect: 'Allow' as const, Action: '*', Resource: '*' },
      { Effect: 'Deny' as const, Action: 'iam:DeleteRole', Resource: '*' },
    ];
    if (membership !== undefined) membership.serviceControlPolicies = [{ ...DENY, Statement }];
    const removed = await invoke('removeRole', { ...input, state: 'PENDING_CLOSURE' });
    expect(removed).toMatchObject({
      ...{ outcome: 'role-left-behind', arn },
      changes: [expect.stringContaining('ReadOnlyAccess')],
    });
    expect(roleIn(world, 'cloudcraft')?.attached).toEqual([]);
  });
});

it('a policy that IAM does not list yet is AwsUnavailableError, and goes with the role once it is listed', async () => {
  const { world, invoke, failure } = await enrolled({
    switches: { aws: { attachmentNotListedSeconds: 600 } },
  });
  expect(await failure('removeRole', input)).toMatchObject({ name: 'AwsUnavailableError' });
  await new Promise((later) => setTimeout(later, 600_000));
  expect(await invoke('removeRole', input)).toMatchObject({ outcome: 'role-removed' });
  expect(roleIn(world, 'cloudcraft')).toBeUndefined();
});
