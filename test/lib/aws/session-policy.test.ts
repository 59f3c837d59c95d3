import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { accountAccess } from '../../../lib/aws/account-access.ts';
import { ensureRole } from '../../../lib/aws/roles.ts';
import { sessionPolicy } from '../../../lib/aws/session-policy.ts';
import { ACCOUNT, scene } from '../../scene.ts';
import { account, allowing, spec, trusting, wanted } from '../role-builder.ts';
import { administrator, roleIn } from './member.ts';

/** A session in the account, narrowed to Cloudcraft's role, beside a role of somebody else. */
async function narrowed(to = spec()) {
  const { world } = await scene();
  const admin = administrator(world);
  const AssumeRolePolicyDocument = JSON.stringify(trusting());
  await admin.send(new CreateRoleCommand({ RoleName: 'other', AssumeRolePolicyDocument }));
  const { credentials } = await accountAccess({}).assume(account, {
    accessRoles: ['OrganizationAccountAccessRole'],
    execution: 'run-1',
    policy: sessionPolicy(account, to),
  });
  const config = { endpoint: world.aws.url, region: 'us-east-1', credentials, maxAttempts: 1 };
  return { world, admin, iam: new IAMClient(config), sts: new STSClient(config) };
}

const RoleName = 'other';
const PolicyDocument = JSON.stringify(allowing('*'));
const AssumeRolePolicyDocument = JSON.stringify(trusting());
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';

it('a session can ensure its role, from nothing and again, with every repair', async () => {
  const { world, admin, iam } = await narrowed();
  const boundaryArn = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
  world.aws.state.accounts.get(ACCOUNT)?.policies.set(boundaryArn, { Version: '2012-10-17', Statement: [] });
  const ensure = (boundary?: string) => ensureRole(iam, wanted({ boundaryArn: boundary }));
  expect(await ensure()).toMatchObject({ change: 'created' });
  await admin.send(new UpdateRoleCommand({ RoleName: 'cloudcraft', Description: 'x' }));
  await admin.send(new PutRolePolicyCommand({ RoleName: 'cloudcraft', PolicyName: 'more', PolicyDocument }));
  await admin.send(new AttachRolePolicyCommand({ RoleName: 'cloudcraft', PolicyArn: administratorAccess }));
  await admin.send(new DetachRolePolicyCommand({ RoleName: 'cloudcraft', PolicyArn: readOnly }));
  expect(await ensure(boundaryArn)).toMatchObject({ change: 'repaired' });
  expect(await ensure(boundaryArn)).toMatchObject({ change: 'unchanged' });
});

it('a session sees a role of its name under another path, and says so', async () => {
  const { admin, iam } = await narrowed();
  await admin.send(
    new CreateRoleCommand({ RoleName: 'cloudcraft', Path: '/a/b/', AssumeRolePolicyDocument }),
  );
  await expect(ensureRole(iam, wanted())).rejects.toThrow(
    'exists as arn:aws:iam::444455556666:role/a/b/cloudcraft',
  );
});

describe('a session cannot', () => {
  const cannot: [string, (iam: IAMClient) => Promise<unknown>][] = [
    ['read another role', (iam) => iam.send(new GetRoleCommand({ RoleName }))],
    [
      'change the trust policy of another role',
      (iam) =>
        iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: AssumeRolePolicyDocument })),
    ],
    [
      'give another role an inline policy',
      (iam) => iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'x', PolicyDocument })),
    ],
    [
      'attach a policy to another role',
      (iam) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: readOnly })),
    ],
    ['delete another role', (iam) => iam.send(new DeleteRoleCommand({ RoleName }))],
    [
      'create another role',
      (iam) => iam.send(new CreateRoleCommand({ RoleName: 'third', AssumeRolePolicyDocument })),
    ],
    [
      'create a role whose name begins with its own',
      (iam) => iam.send(new CreateRoleCommand({ RoleName: 'cloudcraft2', AssumeRolePolicyDocument })),
    ],
    [
      'create a role under a path that is called like its own',
      (iam) =>
        iam.send(
          new CreateRoleCommand({ RoleName: 'third', Path: '/cloudcraft/', AssumeRolePolicyDocument }),
        ),
    ],
    ['list all roles', (iam) => iam.send(new ListRolesCommand({}))],
    ['delete its own role', (iam) => iam.send(new DeleteRoleCommand({ RoleName: 'cloudcraft' }))],
    [
      'attach a policy that was not asked for',
      (iam) =>
        iam.send(new AttachRolePolicyCommand({ RoleName: 'cloudcraft', PolicyArn: administratorAccess })),
    ],
  ];
  it.each(cannot)('%s', async (_, attempt) => {
    const { world, iam } = await narrowed();
    await ensureRole(iam, wanted());
    const roles = () => structuredClone([...(world.aws.state.accounts.get(ACCOUNT)?.roles.values() ?? [])]);
    const before = roles();
    await expect(attempt(iam)).rejects.toThrow(/not authorized.*session policy/);
    expect(roles()).toEqual(before);
  });

  it('assume another role', async () => {
    const { sts } = await narrowed();
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/OrganizationAccountAccessRole`;
    await expect(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'next' }))).rejects.toThrow(
      'not authorized',
    );
  });

  it('attach anything where its role has no managed policy', async () => {
    const inlineOnly = spec({ managedPolicyArns: [] });
    const { world, iam } = await narrowed(inlineOnly);
    await ensureRole(iam, wanted({ spec: inlineOnly }));
    const attach = new AttachRolePolicyCommand({ RoleName: 'cloudcraft', PolicyArn: readOnly });
    await expect(iam.send(attach)).rejects.toThrow('explicit deny in a session policy');
    expect(roleIn(world, 'cloudcraft')?.attached).toEqual([]);
  });
});

it('where its role has no managed policy, attaching is denied on no condition', () => {
  const { Statement } = sessionPolicy(account, spec({ managedPolicyArns: [] }));
  const denying = { Effect: 'Deny', Action: 'iam:AttachRolePolicy', Resource: '*' };
  expect(Statement).toEqual([expect.objectContaining({ Effect: 'Allow' }), denying]);
});

it('the longest role in the longest partition leaves the policy below the 2,048 characters of STS', () => {
  const gov = { ...account, partition: 'aws-us-gov' as const };
  const longest = spec({
    name: 'n'.repeat(64),
    path: `/${'p'.repeat(510)}/`,
    managedPolicyArns: [
      'arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess',
      'arn:aws-us-gov:iam::aws:policy/SecurityAudit',
    ],
  });
  expect(JSON.stringify(sessionPolicy(gov, longest)).length).toBeLessThanOrEqual(2048);
});
