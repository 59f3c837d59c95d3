import * as iam from '@aws-sdk/client-iam';
import { allows, trusting } from '../../moto/scenarios/documents.ts';
import { malformedPolicies } from '../../moto/scenarios/malformed-policies.ts';
import { management, member, start } from './start.ts';

const trust = trusting('arn:aws:iam::968898580625:root', 'abc-1');
const cloudcraft = { RoleName: 'cloudcraft' };
const readOnly = { ...cloudcraft, PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };

/** The IAM of the member account, by a session of its access role. */
async function inMember(switches: Parameters<typeof start>[0] = {}) {
  const world = await start(switches);
  const { iam: client } = await world.admin.enter();
  const create = (input: Partial<iam.CreateRoleCommandInput> = {}) =>
    client.send(new iam.CreateRoleCommand({ ...cloudcraft, AssumeRolePolicyDocument: trust, ...input }));
  return { ...world, client, create };
}

describe('CreateRole', () => {
  it('refuses a name that exists already, in any case and under any path', async () => {
    const { create, account } = await inMember();
    await create();
    await expect(create({ RoleName: 'CloudCraft', Path: '/x/' })).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      message: 'Role with name CloudCraft already exists.',
      $metadata: { httpStatusCode: 409 },
    });
    expect(account.roles.get('cloudcraft')?.path).toBe('/');
  });

  it.each<[string, Partial<iam.CreateRoleCommandInput>]>([
    ['a name with a space', { RoleName: 'a b' }],
    ['a name of 65 letters', { RoleName: 'a'.repeat(65) }],
    ['a path without its last slash', { Path: '/vendors' }],
    ['a path of 513 characters', { Path: `/${'a'.repeat(511)}/` }],
    ['a description of 1,001 characters', { Description: 'a'.repeat(1001) }],
    ['sessions of less than an hour', { MaxSessionDuration: 3599 }],
    ['sessions of more than 12 hours', { MaxSessionDuration: 43_201 }],
    ['a tag with a character that tags cannot have', { Tags: [{ Key: 'a', Value: '<' }] }],
  ])('does not accept %s', async (_, wrong) => {
    const { create, account } = await inMember();
    await expect(create(wrong)).rejects.toMatchObject({ name: 'ValidationError' });
    expect(account.roles.size).toBe(1);
  });

  it('does not accept the same tag key twice, nor 51 tags', async () => {
    const { create } = await inMember();
    const twice = ['Team', 'team'].map((Key) => ({ Key, Value: 'x' }));
    await expect(create({ Tags: twice })).rejects.toMatchObject({ name: 'InvalidInputException' });
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await expect(create({ Tags: many })).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it.each([
    ['no JSON', '{', 'This policy contains invalid Json'],
    ['another grammar', '{"Statement":[{"Effekt":"Allow"}]}', 'Syntax errors in policy.'],
    [
      'no principal',
      JSON.stringify(allows('sts:AssumeRole')).replace(',"Resource":"*"', ''),
      'Missing required field Principal',
    ],
    ['a resource', trust.replace('"Action"', '"Resource":"*","Action"'), 'Has prohibited field Resource'],
    [
      'an action outside STS',
      trust.replace('sts:AssumeRole', 'iam:GetRole'),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'an account id of ten digits',
      trusting('arn:aws:iam::1234567890:root'),
      'Invalid principal in policy: "AWS":"arn:aws:iam::1234567890:root"',
    ],
    [
      'a principal of another partition',
      trusting('arn:aws-cn:iam::968898580625:root'),
      'Invalid principal in policy: "AWS":"arn:aws-cn:iam::968898580625:root"',
    ],
    [
      'a role that does not exist',
      trusting(`arn:aws:iam::${management}:role/Nobody`),
      `Invalid principal in policy: "AWS":"arn:aws:iam::${management}:role/Nobody"`,
    ],
  ])('does not accept a trust policy with %s', async (_, AssumeRolePolicyDocument, message) => {
    const { create } = await inMember();
    await expect(create({ AssumeRolePolicyDocument })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('accepts a trust policy with a role of an account that is not emulated', async () => {
    const { create } = await inMember();
    const trusted = trusting('arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector');
    await expect(create({ AssumeRolePolicyDocument: trusted })).resolves.toBeDefined();
  });

  it('limits a trust policy to 2,048 characters without white space', async () => {
    const { create } = await inMember();
    const long = trusting('968898580625', 'x'.repeat(1800));
    await expect(create({ AssumeRolePolicyDocument: long + ' '.repeat(3000) })).resolves.toBeDefined();
    const longer = trusting('968898580625', 'x'.repeat(2048));
    await expect(create({ RoleName: 'other', AssumeRolePolicyDocument: longer })).rejects.toMatchObject({
      name: 'LimitExceededException',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('writes a bare account id as the account’s root', async () => {
    const { create } = await inMember();
    const { Role } = await create({ AssumeRolePolicyDocument: trusting('968898580625') });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(
      trusting('arn:aws:iam::968898580625:root'),
    );
  });
});

describe('a trust policy that names a role', () => {
  it('no longer trusts the role after it was deleted and created again, and shows the id of the old one', async () => {
    const { aws, as, create, client } = await inMember();
    const arn = 'arn:aws:iam::292230061137:role/CrowdStrikeCSPMConnector';
    aws.addPrincipal({ arn });
    const roles = aws.state.accounts.get('292230061137')?.roles;
    const [id] = [...(roles?.values() ?? [])].map((role) => role.id);
    await create({ AssumeRolePolicyDocument: trusting(arn) });
    roles?.clear();
    const RoleArn = `arn:aws:iam::${member}:role/cloudcraft`;
    await expect(as(aws.addPrincipal({ arn })).enter({ RoleArn })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    const { Role } = await client.send(new iam.GetRoleCommand(cloudcraft));
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trusting(id ?? ''));
  });
});

describe('GetRole', () => {
  it('may not see a new role for a while, though its name is taken', async () => {
    const { account, client, create } = await inMember({ roleNotReadableSeconds: 60 });
    await create();
    const get = () => client.send(new iam.GetRoleCommand(cloudcraft));
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    expect((await client.send(new iam.ListRolesCommand({}))).Roles).toEqual([]);
    await expect(create()).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    for (const role of account.roles.values()) role.createdAt = new Date(0);
    await expect(get()).resolves.toBeDefined();
    expect((await client.send(new iam.ListRolesCommand({}))).Roles).toHaveLength(2);
  });
});

describe('the managed policies of a role', () => {
  it.each(['arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess', `arn:aws:iam::${member}:policy/own`])(
    'do not include %s',
    async (PolicyArn) => {
      const { client, create } = await inMember();
      await create();
      await expect(
        client.send(new iam.AttachRolePolicyCommand({ ...cloudcraft, PolicyArn })),
      ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    },
  );

  it('are 20 at most', async () => {
    const { account, client, create } = await inMember();
    await create();
    const attach = (name: number) => {
      const PolicyArn = `arn:aws:iam::${member}:policy/P${name}`;
      account.policies.set(PolicyArn, allows('ec2:Describe*'));
      return client.send(new iam.AttachRolePolicyCommand({ ...cloudcraft, PolicyArn }));
    };
    for (let name = 0; name < 20; name += 1) await attach(name);
    await expect(attach(20)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  it('may not be listed for a while, which attaching again does not prolong', async () => {
    const { account, client, create } = await inMember({ attachmentNotListedSeconds: 60 });
    await create();
    await client.send(new iam.AttachRolePolicyCommand(readOnly));
    const list = () => client.send(new iam.ListAttachedRolePoliciesCommand(cloudcraft));
    expect((await list()).AttachedPolicies).toEqual([]);
    account.roles.get('cloudcraft')?.attached.set(readOnly.PolicyArn, new Date(0));
    await client.send(new iam.AttachRolePolicyCommand(readOnly));
    expect((await list()).AttachedPolicies).toHaveLength(1);
  });
});

describe('the inline policies of a role', () => {
  const inline = { ...cloudcraft, PolicyName: 'scan' };
  const text = (changed: object) =>
    JSON.stringify({ Statement: { Effect: 'Allow', Action: 'ec2:*', Resource: '*', ...changed } });

  it('have 10,240 characters together', async () => {
    const { client, create } = await inMember();
    await create();
    const put = (PolicyName: string, length: number) => {
      const PolicyDocument = JSON.stringify(allows('ec2:Describe*', `arn:aws:s3:::${'x'.repeat(length)}`));
      return client.send(new iam.PutRolePolicyCommand({ ...cloudcraft, PolicyName, PolicyDocument }));
    };
    await put('one', 6000);
    await put('one', 6100);
    await expect(put('two', 6000)).rejects.toMatchObject({ name: 'LimitExceededException' });
    await put('two', 3000);
  });

  it.each([
    ['a principal', trusting(member), 'Policy document should not specify a principal.'],
    ['no resource', text({ Resource: undefined }), 'Policy statement must contain resources.'],
    ...malformedPolicies,
  ])('cannot have %s', async (_, PolicyDocument, message) => {
    const { client, create, account } = await inMember();
    await create();
    await expect(
      client.send(new iam.PutRolePolicyCommand({ ...inline, PolicyDocument })),
    ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException', message });
    expect(account.roles.get('cloudcraft')?.inline.size).toBe(0);
  });

  it.each([
    ['characters above U+00FF', '日本'],
    ['more than 131,072 characters', 'x'.repeat(131_072)],
  ])('cannot have %s', async (_, name) => {
    const { client, create } = await inMember();
    await create();
    const PolicyDocument = text({ Resource: `arn:aws:s3:::${name}` });
    await expect(
      client.send(new iam.PutRolePolicyCommand({ ...inline, PolicyDocument })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('a customer managed policy', () => {
  const named = { PolicyName: 'limits', Path: '/org/', PolicyDocument: JSON.stringify(allows('ec2:*')) };
  const PolicyArn = `arn:aws:iam::${member}:policy/org/limits`;

  it('is created, read, and a boundary from then on', async () => {
    const { client, create } = await inMember();
    await expect(create({ PermissionsBoundary: PolicyArn })).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await client.send(new iam.CreatePolicyCommand(named));
    await create({ PermissionsBoundary: PolicyArn });
    const { Policy } = await client.send(new iam.GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({
      ...{ PolicyName: 'limits', Path: '/org/', Arn: PolicyArn, PermissionsBoundaryUsageCount: 1 },
    });
    const version = new iam.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' });
    const { PolicyVersion } = await client.send(version);
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toEqual(allows('ec2:*'));
    expect((await client.send(new iam.ListAccountAliasesCommand({}))).AccountAliases).toEqual([]);
  });

  it.each<[string, Partial<iam.CreatePolicyCommandInput>, string]>([
    ['a name that exists', {}, 'EntityAlreadyExistsException'],
    ['a malformed document', { PolicyName: 'x', PolicyDocument: '{}' }, 'MalformedPolicyDocumentException'],
    [
      'more than 6,144 characters',
      { PolicyName: 'x', PolicyDocument: JSON.stringify(allows(`ec2:${'x'.repeat(6144)}`)) },
      'LimitExceededException',
    ],
  ])('is refused with %s', async (_, changed, name) => {
    const { client } = await inMember();
    await client.send(new iam.CreatePolicyCommand(named));
    await expect(client.send(new iam.CreatePolicyCommand({ ...named, ...changed }))).rejects.toMatchObject({
      name,
    });
  });
});
