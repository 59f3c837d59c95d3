import { ensureRole } from '../../../lib/aws/roles.ts';
import { AccessDeniedError, AwsRejectedError, AwsUnavailableError } from '../../../lib/errors.ts';
import type { WantedRole } from '../../../lib/role/wanted.ts';
import { ACCOUNT, type SceneOptions, scene } from '../../scene.ts';
import { account, allowing, spec, tagsOf, trusting, wanted } from '../role-builder.ts';
import { administrator, roleIn } from './member.ts';

const created = {
  arn: `arn:aws:iam::${ACCOUNT}:role/cloudcraft`,
  description: spec().description,
  maxSessionSeconds: 3600,
  boundary: undefined,
  trust: trusting(),
  tags: tagsOf('cloudcraft'),
  attached: spec().managedPolicyArns,
  inline: spec().inlinePolicies,
};

const noSuchRole =
  '<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>The role with name cloudcraft cannot be found.</Message></Error></ErrorResponse>';
const notThere = { status: 404, headers: { 'content-type': 'text/xml' }, body: noSuchRole };

/** A scene, and what ensures Cloudcraft's role in it. */
async function open(options: SceneOptions = {}) {
  const { world } = await scene(options);
  const iam = administrator(world);
  const ensure = (overrides: Partial<WantedRole> = {}) => ensureRole(iam, wanted(overrides));
  return { world, ensure, role: () => roleIn(world, 'cloudcraft') };
}

it('a role that is missing is created with all that is wanted', async () => {
  const { ensure, role } = await open();
  expect(await ensure()).toEqual({
    arn: created.arn,
    change: 'created',
    changes: [
      'created the role',
      'attached arn:aws:iam::aws:policy/ReadOnlyAccess',
      'put the inline policy extra',
    ],
  });
  expect(role()).toEqual(created);
});

it('each change is reported as soon as it is made, those before a failure too', async () => {
  const { world, role } = await open();
  const failing = { status: 503, headers: {}, body: '' };
  world.network.faults = [{ to: 'aws', call: 'iam:PutRolePolicy$', times: 1, answer: failing }];
  const reported: string[] = [];
  const iam = administrator(world);
  const ensure = () => ensureRole(iam, wanted(), (change) => reported.push(change));
  await expect(ensure()).rejects.toThrow(AwsUnavailableError);
  expect(reported).toEqual(['created the role', 'attached arn:aws:iam::aws:policy/ReadOnlyAccess']);
  expect(await ensure()).toMatchObject({ changes: ['put the inline policy extra'] });
  expect(reported).toHaveLength(3);
  expect(role()).toEqual(created);
});

it('a second call changes nothing', async () => {
  const { world, ensure, role } = await open();
  await ensure();
  const { length } = world.network.calls;
  expect(await ensure()).toEqual({ arn: created.arn, change: 'unchanged', changes: [] });
  expect(role()).toEqual(created);
  const again = world.network.calls.slice(length).map(({ name }) => name);
  expect(again.filter((name) => !/^iam:(Get|List)/.test(name))).toEqual([]);
});

it('a role is created with path, boundary and session duration', async () => {
  const { world, ensure, role } = await open();
  const boundaryArn = `arn:aws:iam::${ACCOUNT}:policy/org/boundary`;
  world.aws.state.accounts.get(ACCOUNT)?.policies.set(boundaryArn, { Version: '2012-10-17', Statement: [] });
  const special = spec({
    path: '/security/vendors/',
    maxSessionSeconds: 7200,
    managedPolicyArns: [],
    inlinePolicies: {},
  });
  await ensure({ spec: special, boundaryArn });
  expect(role()).toMatchObject({
    arn: `arn:aws:iam::${ACCOUNT}:role/security/vendors/cloudcraft`,
    boundary: boundaryArn,
    maxSessionSeconds: 7200,
    attached: [],
    inline: {},
  });
});

it('a role of the GovCloud partition is ensured there', async () => {
  const { ensure, role } = await open({ partition: 'aws-us-gov' });
  const gov = spec({
    trustedPrincipal: 'arn:aws-us-gov:iam::968898580625:root',
    managedPolicyArns: ['arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess'],
  });
  const there = { account: { ...account, partition: 'aws-us-gov' as const }, spec: gov };
  expect(await ensure(there)).toMatchObject({
    arn: `arn:aws-us-gov:iam::${ACCOUNT}:role/cloudcraft`,
    change: 'created',
  });
  expect(await ensure(there)).toMatchObject({ change: 'unchanged' });
  expect(role()?.trust).toEqual(wanted(there).trust);
});

describe('when two executions ensure the same role at once', () => {
  it('both succeed, and one role is there', async () => {
    const { ensure, role } = await open();
    const ends = await Promise.all([ensure(), ensure()]);
    expect(ends.map(({ arn }) => arn)).toEqual([created.arn, created.arn]);
    expect(role()).toEqual(created);
  });

  it('a role that appears between looking and creating is brought to what is wanted', async () => {
    const hidden = { to: 'aws' as const, call: 'iam:GetRole$', skip: 1, times: 1, answer: notThere };
    const { ensure, role } = await open({ faults: [hidden] });
    await ensure({ spec: spec({ description: 'the other execution' }) });
    expect(await ensure()).toMatchObject({ change: 'repaired' });
    expect(role()).toEqual(created);
  });
});

describe('while IAM does not show a new role everywhere', () => {
  it('creating it does not need to read it', async () => {
    const { ensure, role } = await open({ switches: { aws: { roleNotReadableSeconds: 1e6 } } });
    expect(await ensure()).toMatchObject({ change: 'created' });
    expect(role()).toEqual(created);
  });

  it('repairing it waits for the workflow to try again', async () => {
    const { ensure } = await open({ switches: { aws: { roleNotReadableSeconds: 1e6 } } });
    await ensure();
    const again = ensure();
    await expect(again).rejects.toThrow(AwsUnavailableError);
    await expect(again).rejects.toThrow('IAM does not show it yet');
  });

  it.each([
    'AttachRolePolicy',
    'PutRolePolicy',
    'ListAttachedRolePolicies',
    'ListRolePolicies',
    'GetRolePolicy',
  ])(
    '%s that does not find it is AwsUnavailableError, and the next attempt completes the role',
    async (call) => {
      const { world, ensure, role } = await open();
      if (/^(List|Get)/.test(call)) await ensure();
      world.network.faults = [{ to: 'aws', call: `iam:${call}$`, times: 1, answer: notThere }];
      await expect(ensure()).rejects.toThrow(AwsUnavailableError);
      await ensure();
      expect(role()).toEqual(created);
    },
  );
});

it.each([
  ['a role', 'GetRole'],
  ['an inline policy', 'GetRolePolicy'],
])('%s that cannot be read is not taken for one that is missing', async (_, call) => {
  const { world, ensure, role } = await open();
  await ensure();
  world.network.faults = [{ to: 'aws', call: `iam:${call}$`, times: 1, answer: { status: 503 } }];
  await expect(ensure()).rejects.toThrow(AwsUnavailableError);
  expect(role()).toEqual(created);
});

const denying = (Action: string) => ({
  Statement: [{ Effect: 'Deny' as const, Action, Resource: '*' }],
});

describe('what AWS refuses for good is reported with the role and the account', () => {
  it('a service control policy that denies it is AccessDeniedError', async () => {
    const deny = denying('iam:CreateRole');
    const { ensure, role } = await open({ switches: { aws: { serviceControlPolicies: [deny] } } });
    const attempt = ensure();
    await expect(attempt).rejects.toThrow(AccessDeniedError);
    await expect(attempt).rejects.toThrow(
      /role\/cloudcraft in account 444455556666 \(Sandbox\).*explicit deny in a service control policy/,
    );
    expect(role()).toBeUndefined();
  });

  it('a boundary that does not exist there is AwsRejectedError', async () => {
    const { ensure, role } = await open();
    const attempt = ensure({ boundaryArn: `arn:aws:iam::${ACCOUNT}:policy/missing` });
    await expect(attempt).rejects.toThrow(AwsRejectedError);
    await expect(attempt).rejects.toThrow('policy/missing does not exist');
    expect(role()).toBeUndefined();
  });

  it('a policy beyond the quota of 10,240 characters is AwsRejectedError', async () => {
    const { ensure } = await open();
    const long = allowing(...Array.from({ length: 900 }, (_, number) => `ec2:Describe${number}`));
    await expect(ensure({ spec: spec({ inlinePolicies: { long } }) })).rejects.toThrow(AwsRejectedError);
  });
});
