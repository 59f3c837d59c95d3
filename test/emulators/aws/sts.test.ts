import { CreateRoleCommand, GetRoleCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import type { Account } from '../../../emulators/aws/state.ts';
import { allows, trusting } from '../../moto/scenarios/documents.ts';
import { accessRole, management, member, start } from './start.ts';

const vendor = 'arn:aws:iam::968898580625:role/scanner';
const input = { RoleArn: accessRole, RoleSessionName: 'tests' };

describe('GetCallerIdentity', () => {
  it('answers a session with the ARN of its role, without the path', async () => {
    const { aws, as } = await start();
    const credentials = aws.addPrincipal({
      arn: `arn:aws:iam::${management}:role/a/path/Worker`,
      policies: [],
    });
    const identity = await as(credentials).sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(`arn:aws:sts::${management}:assumed-role/Worker/Worker`);
    expect(identity.UserId).toMatch(/^AROA[A-Z2-7]{17}:Worker$/);
  });

  it.each([
    ['an unknown access key', { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }],
    ['a user’s key with a session token', { sessionToken: 'x' }],
  ])('refuses %s', async (_, wrong) => {
    const { aws, as } = await start();
    const credentials = { ...aws.addPrincipal({ arn: `arn:aws:iam::${management}:user/me` }), ...wrong };
    await expect(as(credentials).sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('refuses a session’s key without its token', async () => {
    const { aws, as } = await start();
    const { sessionToken: _, ...key } = aws.addPrincipal({ arn: vendor });
    await expect(as(key).sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  it('refuses an expired session', async () => {
    const { aws, admin } = await start();
    const inside = await admin.enter();
    for (const { session } of aws.state.accessKeys.values()) if (session) session.expiration = new Date();
    await expect(inside.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
  });

  it('refuses the sessions of a deleted role', async () => {
    const { account, admin } = await start();
    const inside = await admin.enter();
    account.roles.clear();
    await expect(inside.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });
});

describe('AssumeRole', () => {
  it.each([
    ['a role that does not exist', `arn:aws:iam::${member}:role/Nobody`],
    ['an account that does not exist', 'arn:aws:iam::999999999999:role/OrganizationAccountAccessRole'],
    ['a role under another path', `arn:aws:iam::${member}:role/x/OrganizationAccountAccessRole`],
    ['a role of another partition', accessRole.replace('arn:aws:', 'arn:aws-cn:')],
  ])('refuses %s', async (_, RoleArn) => {
    const { admin } = await start();
    await expect(admin.enter({ RoleArn })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${management}:user/admin is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('refuses a caller that the trust policy does not name', async () => {
    const { aws, as } = await start();
    await expect(as(aws.addPrincipal({ arn: vendor })).enter()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:sts::968898580625:assumed-role/scanner/scanner is not authorized to perform: sts:AssumeRole on resource: ${accessRole}`,
    });
  });

  it('refuses a caller whose own policies do not allow it', async () => {
    const { aws, as } = await start();
    const arn = `arn:aws:iam::${management}:role/Worker`;
    const worker = as(aws.addPrincipal({ arn, policies: [allows('sts:AssumeRole', vendor)] }));
    await expect(worker.enter()).rejects.toMatchObject({ name: 'AccessDenied' });
    aws.addPrincipal({ arn, policies: [allows('sts:AssumeRole', accessRole.replace(member, '*'))] });
    await expect(worker.enter()).resolves.toBeDefined();
  });

  it('looks at the organization of caller and role', async () => {
    const { aws, as } = await start();
    const policy = (id: string) => ({
      Statement: {
        Effect: 'Allow' as const,
        Action: 'sts:AssumeRole',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceOrgID': id, 'aws:PrincipalOrgID': id } },
      },
    });
    const arn = `arn:aws:iam::${management}:user/worker`;
    const worker = as(aws.addPrincipal({ arn, policies: [policy(aws.state.organization.id)] }));
    await expect(worker.enter()).resolves.toBeDefined();
    aws.addPrincipal({ arn, policies: [policy('o-another')] });
    await expect(worker.enter()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses an account that is closed, and not one that is about to be', async () => {
    const { aws, admin } = await start();
    aws.createAccount({ id: member, state: 'PENDING_CLOSURE' });
    await expect(admin.enter()).resolves.toBeDefined();
    aws.createAccount({ id: member, state: 'CLOSED' });
    await expect(admin.enter()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it.each<[string, Partial<AssumeRoleCommandInput>, string]>([
    ['a session name with a space', { RoleSessionName: 'a b' }, "Value 'a b' at 'roleSessionName'"],
    ['a session name of one letter', { RoleSessionName: 'a' }, 'greater than or equal to 2'],
    ['a session name of 65 letters', { RoleSessionName: 'a'.repeat(65) }, 'less than or equal to 64'],
    ['less than 15 minutes', { DurationSeconds: 899 }, 'greater than or equal to 900'],
    ['more than 12 hours', { DurationSeconds: 43_201 }, 'less than or equal to 43200'],
    ['more than the role allows', { DurationSeconds: 3601 }, 'MaxSessionDuration set for this role'],
    ['a session policy of 2,049 characters', { Policy: ' '.repeat(2049) }, 'less than or equal to 2048'],
    ['an external id with a space', { ExternalId: 'a b' }, "at 'externalId'"],
    ['what is no role', { RoleArn: `arn:aws:iam::${member}:user/x` }, 'is invalid'],
  ])('does not accept %s', async (_, wrong, message) => {
    const { admin } = await start();
    await expect(admin.enter(wrong)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });

  it('needs a role and a session name', async () => {
    const { admin } = await start();
    await expect(admin.enter({ RoleSessionName: undefined })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("'roleSessionName'"),
    });
  });

  it('does not accept a malformed session policy', async () => {
    const { admin } = await start();
    await expect(admin.enter({ Policy: '{' })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });

  it('chains roles for an hour at most', async () => {
    const { aws, account, as } = await start();
    const worker = as(aws.addPrincipal({ arn: `arn:aws:iam::${management}:role/Worker` }));
    for (const role of account.roles.values()) role.maxSessionSeconds = 43_200;
    await expect(worker.enter({ DurationSeconds: 3600 })).resolves.toBeDefined();
    await expect(worker.enter({ DurationSeconds: 3601 })).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('refuses session tags and a source identity that the trust policy does not allow', async () => {
    const { admin } = await start();
    await expect(admin.enter({ Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('perform: sts:TagSession on resource'),
    });
    await expect(admin.enter({ SourceIdentity: 'rollcall' })).rejects.toMatchObject({
      message: expect.stringContaining('perform: sts:SetSourceIdentity on resource'),
    });
  });
});

describe('a vendor’s role', () => {
  const RoleArn = `arn:aws:iam::${member}:role/cloudcraft`;

  async function withVendor(trust: string, switches = {}) {
    const world = await start(switches);
    const scanner = world.as(world.aws.addPrincipal({ arn: vendor }));
    const inside = await world.admin.enter();
    await inside.iam.send(new CreateRoleCommand({ RoleName: 'cloudcraft', AssumeRolePolicyDocument: trust }));
    return { ...world, scanner, inside };
  }

  it('is assumed with the external id that it asks for', async () => {
    const { scanner, account } = await withVendor(trusting('arn:aws:iam::968898580625:root', 'abc-1'));
    await expect(scanner.enter({ RoleArn, ExternalId: 'abc-1' })).resolves.toBeDefined();
    expect(account.roles.get('cloudcraft')?.lastUsed?.region).toBe('us-east-1');
  });

  it.each([
    ['another', 'abc-2'],
    ['no', undefined],
  ])('is not assumed with %s external id', async (_, ExternalId) => {
    const { scanner } = await withVendor(trusting('arn:aws:iam::968898580625:root', 'abc-1'));
    await expect(scanner.enter({ RoleArn, ExternalId })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is assumed by the very role that it trusts', async () => {
    const { aws, as, inside, scanner } = await withVendor(trusting(member));
    const other = as(aws.addPrincipal({ arn: `${vendor}-2` }));
    await inside.iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: 'cloudcraft', PolicyDocument: trusting(vendor) }),
    );
    await expect(scanner.enter({ RoleArn })).resolves.toBeDefined();
    await expect(other.enter({ RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('can be assumed within its account by a principal that it names, and by others whose policies allow it', async () => {
    const { aws, as, inside } = await withVendor(trusting(member));
    const arn = `arn:aws:iam::${member}:user/local`;
    const local = as(aws.addPrincipal({ arn, policies: [] }));
    await expect(local.enter({ RoleArn })).rejects.toMatchObject({
      message: expect.stringContaining('because no identity-based policy allows the sts:AssumeRole action'),
    });
    await inside.iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: 'cloudcraft', PolicyDocument: trusting(arn) }),
    );
    await expect(local.enter({ RoleArn })).resolves.toBeDefined();
  });

  it('is not assumed past the permissions boundary of the role that it names', async () => {
    const { aws, account, as, inside } = await withVendor(trusting(member));
    const arn = `arn:aws:iam::${member}:role/local`;
    const local = as(aws.addPrincipal({ arn, policies: [] }));
    await inside.iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName: 'cloudcraft', PolicyDocument: trusting(arn) }),
    );
    await expect(local.enter({ RoleArn })).resolves.toBeDefined();
    const role = account.roles.get('local');
    if (role) role.boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    aws.addPrincipal({ arn });
    await expect(local.enter({ RoleArn })).rejects.toMatchObject({
      message: expect.stringContaining('because no permissions boundary allows the sts:AssumeRole action'),
    });
  });

  it('takes a while until it can be assumed, where IAM propagates slowly', async () => {
    const { account, scanner } = await withVendor(trusting('968898580625'), { roleNotAssumableSeconds: 60 });
    await expect(scanner.enter({ RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
    age(account);
    await expect(scanner.enter({ RoleArn })).resolves.toBeDefined();
  });

  it('takes that while again after a change of its trust policy, and not after a repetition', async () => {
    const { account, scanner, inside } = await withVendor(trusting('968898580625'), {
      roleNotAssumableSeconds: 60,
    });
    const update = (PolicyDocument: string) =>
      inside.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'cloudcraft', PolicyDocument }));
    age(account);
    await update(trusting('arn:aws:iam::968898580625:root'));
    await expect(scanner.enter({ RoleArn, ExternalId: 'abc-1' })).resolves.toBeDefined();
    await update(trusting('968898580625', 'abc-1'));
    await expect(scanner.enter({ RoleArn, ExternalId: 'abc-1' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('is kept from the vendor by a resource control policy of the organization', async () => {
    const { scanner, switches } = await withVendor(trusting('968898580625'));
    switches.resourceControlPolicies = [
      {
        Statement: {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
          Resource: '*',
          Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
        },
      },
    ];
    await expect(scanner.enter({ RoleArn })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/with an explicit deny in a resource control policy$/),
    });
  });
});

/** Makes it long ago that the account's roles came to be what they are. */
function age({ roles }: Account) {
  for (const role of roles.values()) role.trust.since = new Date(0);
}

describe('a newly created account', () => {
  it('refuses its access role for a while', async () => {
    const { aws, admin } = await start({ accountNotReadySeconds: 60 });
    await expect(admin.enter()).rejects.toMatchObject({ name: 'AccessDenied' });
    aws.createAccount({ id: member, joinedAt: new Date(0) });
    await expect(admin.enter()).resolves.toBeDefined();
  });

  it('may say that STS is not activated in the region', async () => {
    const { admin } = await start({
      accountNotReadySeconds: 60,
      accountNotReadyAs: 'RegionDisabledException',
    });
    await expect(admin.enter()).rejects.toMatchObject({
      name: 'RegionDisabledException',
      message: expect.stringContaining(`STS is not activated in this region for account:${member}`),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('may have other access roles', async () => {
    const { aws, admin } = await start();
    aws.createAccount({ id: '777788889999', accessRoles: ['AWSControlTowerExecution'] });
    const RoleArn = (name: string) => `arn:aws:iam::777788889999:role/${name}`;
    await expect(admin.enter({ RoleArn: RoleArn('AWSControlTowerExecution') })).resolves.toBeDefined();
    await expect(admin.enter({ RoleArn: RoleArn('OrganizationAccountAccessRole') })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

describe('a wrong answer of AssumeRole', () => {
  it('carries a session of another account', async () => {
    const { aws, admin } = await start({ assumeRoleAnswersFor: '777788889999' });
    aws.createAccount({ id: '777788889999' });
    const { AssumedRoleUser } = await admin.sts.send(new AssumeRoleCommand(input));
    expect(AssumedRoleUser?.Arn).toBe(
      'arn:aws:sts::777788889999:assumed-role/OrganizationAccountAccessRole/tests',
    );
  });
});

describe('another partition', () => {
  it('has ARNs of its own', async () => {
    const { admin } = await start({ partition: 'aws-us-gov' });
    const RoleArn = accessRole.replace('arn:aws:', 'arn:aws-us-gov:');
    const inside = await admin.enter({ RoleArn });
    const { Role } = await inside.iam.send(new GetRoleCommand({ RoleName: 'OrganizationAccountAccessRole' }));
    expect(Role?.Arn).toBe(RoleArn);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain(
      `arn:aws-us-gov:iam::${management}:root`,
    );
  });
});

describe('the session policies of AssumeRole', () => {
  const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

  it.each([
    ['11 managed ones', { PolicyArns: Array.from({ length: 11 }, () => ({ arn })) }],
    [
      'more than 2,048 characters with the ARNs',
      { PolicyArns: [{ arn }], Policy: JSON.stringify(allows(`ec2:${'x'.repeat(1950)}`)) },
    ],
  ])('are refused: %s', async (_, policies) => {
    const { admin } = await start();
    const input = { RoleArn: accessRole, RoleSessionName: 'tests', ...policies };
    await expect(admin.sts.send(new AssumeRoleCommand(input))).rejects.toMatchObject({
      name: 'ValidationError',
    });
    const one = { ...input, PolicyArns: [{ arn }], Policy: undefined };
    await expect(admin.sts.send(new AssumeRoleCommand(one))).resolves.toBeDefined();
  });
});
