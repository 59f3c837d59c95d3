import * as iam from '@aws-sdk/client-iam';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { allows, trusting } from '../../moto/scenarios/documents.ts';
import { management, member, start } from './start.ts';

const cloudcraft = `arn:aws:iam::${member}:role/cloudcraft`;
const session = `arn:aws:sts::${member}:assumed-role/OrganizationAccountAccessRole/tests`;

const create = (input: Partial<iam.CreateRoleCommandInput> = {}) =>
  new iam.CreateRoleCommand({ RoleName: 'cloudcraft', AssumeRolePolicyDocument: trusting(member), ...input });
const attach = (name: string) =>
  new iam.AttachRolePolicyCommand({ RoleName: 'cloudcraft', PolicyArn: `arn:aws:iam::aws:policy/${name}` });

describe('an identity-based policy', () => {
  it('allows a user nothing beyond itself', async () => {
    const { aws, as } = await start();
    const { iam: client } = as(
      aws.addPrincipal({
        arn: `arn:aws:iam::${management}:user/reader`,
        policies: [allows('iam:GetRole')],
      }),
    );
    await expect(client.send(create())).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${management}:user/reader is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::${management}:role/cloudcraft because no identity-based policy allows the iam:CreateRole action`,
    });
    expect(aws.state.accounts.get(management)?.roles.size).toBe(0);
  });

  it('that denies explicitly is named in the error', async () => {
    const { aws, as } = await start();
    const policies = [
      allows('*'),
      { Statement: { Effect: 'Deny' as const, Action: 'iam:*', Resource: '*' } },
    ];
    const { iam: client, sts } = as(
      aws.addPrincipal({ arn: `arn:aws:iam::${management}:role/Denied`, policies }),
    );
    await expect(client.send(create())).rejects.toMatchObject({
      message: expect.stringMatching(/with an explicit deny in an identity-based policy$/),
    });
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();
  });

  it('has to allow iam:TagRole for a role to be created with tags', async () => {
    const { aws, as } = await start();
    const { iam: client } = as(
      aws.addPrincipal({
        arn: `arn:aws:iam::${management}:user/maker`,
        policies: [allows('iam:CreateRole')],
      }),
    );
    await expect(client.send(create({ Tags: [{ Key: 'a', Value: 'b' }] }))).rejects.toMatchObject({
      message: expect.stringContaining('iam:TagRole'),
    });
    await expect(client.send(create())).resolves.toBeDefined();
  });

  it('can depend on a role’s tags', async () => {
    const { aws, as, admin } = await start();
    const policy = {
      Statement: {
        Effect: 'Allow' as const,
        Action: 'iam:DeleteRole',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/managed-by': 'rollcall' } },
      },
    };
    const cleaner = as(
      aws.addPrincipal({ arn: `arn:aws:iam::${management}:user/cleaner`, policies: [policy] }),
    );
    await admin.iam.send(create({ RoleName: 'ours', Tags: [{ Key: 'managed-by', Value: 'rollcall' }] }));
    await admin.iam.send(create({ RoleName: 'theirs' }));
    await cleaner.iam.send(new iam.DeleteRoleCommand({ RoleName: 'ours' }));
    await expect(cleaner.iam.send(new iam.DeleteRoleCommand({ RoleName: 'theirs' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('gives a secret only to callers that it allows it to', async () => {
    const { aws, as, admin } = await start();
    const SecretId = 'rollcall/cloudcraft';
    const { ARN = '' } = await admin.secrets.send(
      new CreateSecretCommand({ Name: SecretId, SecretString: 'one' }),
    );
    const reader = (resource: string) =>
      as(
        aws.addPrincipal({
          arn: `arn:aws:iam::${management}:role/Reader`,
          policies: [allows('secretsmanager:GetSecretValue', resource)],
        }),
      ).secrets.send(new GetSecretValueCommand({ SecretId }));
    await expect(reader(`${ARN.slice(0, -6)}??????`)).resolves.toMatchObject({ SecretString: 'one' });
    await expect(reader(ARN.replace('cloudcraft', 'another'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('no identity-based policy allows the secretsmanager:GetSecretValue'),
    });
  });

  it('is what an assumed role has attached', async () => {
    const { admin, aws, as } = await start();
    const inside = await admin.enter();
    const vendor = as(aws.addPrincipal({ arn: 'arn:aws:iam::968898580625:role/scanner' }));
    await inside.iam.send(create({ AssumeRolePolicyDocument: trusting('968898580625') }));
    const scanning = await vendor.enter({ RoleArn: cloudcraft });
    const read = () => scanning.iam.send(new iam.ListRolesCommand({}));
    await expect(read()).rejects.toMatchObject({ name: 'AccessDenied' });
    await inside.iam.send(attach('ReadOnlyAccess'));
    await expect(read()).resolves.toBeDefined();
    await expect(scanning.iam.send(create({ RoleName: 'more' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

describe('a session policy', () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['iam:CreateRole', 'iam:GetRole'], Resource: cloudcraft },
      {
        Effect: 'Allow',
        Action: 'iam:AttachRolePolicy',
        Resource: cloudcraft,
        Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
      },
    ],
  });

  it('limits a session to what it names', async () => {
    const { admin, account } = await start();
    const { iam: client } = await admin.enter({ Policy });
    await client.send(create());
    await client.send(attach('ReadOnlyAccess'));
    await expect(client.send(attach('AdministratorAccess'))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${session} is not authorized to perform: iam:AttachRolePolicy on resource: ${cloudcraft} because no session policy allows the iam:AttachRolePolicy action`,
    });
    await expect(client.send(create({ RoleName: 'other' }))).rejects.toMatchObject({ name: 'AccessDenied' });
    expect([...account.roles.keys()]).toEqual(['organizationaccountaccessrole', 'cloudcraft']);
    expect([...(account.roles.get('cloudcraft')?.attached.keys() ?? [])]).toEqual([
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
    ]);
  });

  it('can be a managed policy', async () => {
    const { admin } = await start();
    const { iam: client } = await admin.enter({
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/SecurityAudit' }],
    });
    await expect(client.send(new iam.ListRolesCommand({}))).resolves.toBeDefined();
    await expect(client.send(create())).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('gives no permission that the role does not have', async () => {
    const { account, admin } = await start();
    account.roles.get('organizationaccountaccessrole')?.attached.clear();
    const { iam: client } = await admin.enter({ Policy });
    await expect(client.send(create())).rejects.toMatchObject({
      message: expect.stringContaining('because no identity-based policy allows'),
    });
  });
});

describe('a service control policy', () => {
  const denying = (action: string) => ({
    Statement: { Effect: 'Deny' as const, Action: action, Resource: '*' },
  });

  it('denies in a member account whatever its role may do', async () => {
    const { admin, switches } = await start();
    const { iam: client } = await admin.enter();
    switches.serviceControlPolicies = [denying('iam:CreateRole')];
    await expect(client.send(create())).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${session} is not authorized to perform: iam:CreateRole on resource: ${cloudcraft} with an explicit deny in a service control policy`,
    });
  });

  it('denies nothing in the management account, and nothing outside the organization', async () => {
    const { admin, aws, as, switches } = await start();
    switches.serviceControlPolicies = [denying('*')];
    await expect(admin.iam.send(create())).resolves.toBeDefined();
    const outside = as(aws.addPrincipal({ arn: 'arn:aws:iam::968898580625:user/vendor' }));
    await expect(outside.iam.send(create())).resolves.toBeDefined();
  });

  it('of one account has to allow', async () => {
    const { aws, admin } = await start();
    aws.createAccount({ id: member, serviceControlPolicies: [allows('ec2:*')] });
    const { iam: client } = await admin.enter();
    await expect(client.send(create())).rejects.toMatchObject({
      message: expect.stringContaining('because no service control policy allows the iam:CreateRole action'),
    });
  });

  it('can demand a permissions boundary', async () => {
    const { account, admin, switches } = await start();
    const PermissionsBoundary = `arn:aws:iam::${member}:policy/boundary`;
    account.policies.set(PermissionsBoundary, allows('ec2:*'));
    switches.serviceControlPolicies = [
      {
        Statement: {
          Effect: 'Deny',
          Action: 'iam:CreateRole',
          Resource: '*',
          Condition: { StringNotEquals: { 'iam:PermissionsBoundary': PermissionsBoundary } },
        },
      },
    ];
    const { iam: client } = await admin.enter();
    await expect(client.send(create())).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(client.send(create({ PermissionsBoundary }))).resolves.toBeDefined();
  });
});

describe('a permissions boundary', () => {
  it('bounds what a role may do', async () => {
    const { account, admin } = await start();
    const role = account.roles.get('organizationaccountaccessrole');
    if (role) role.boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const { iam: client } = await admin.enter();
    await expect(client.send(new iam.ListRolesCommand({}))).resolves.toBeDefined();
    await expect(client.send(create())).rejects.toMatchObject({
      message: expect.stringContaining('because no permissions boundary allows the iam:CreateRole action'),
    });
  });
});
