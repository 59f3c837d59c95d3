import { roleIn } from '../lib/aws/member.ts';
import { allowing, request, tagsOf, trusting } from '../lib/role-builder.ts';
import { ACCOUNT } from '../scene.ts';
import { account, stage } from './invoke.ts';

const input = {
  vendor: 'cloudcraft',
  account,
  access: { role: 'OrganizationAccountAccessRole' },
  adopt: false,
  dryRun: false,
  known: { standing: 'unknown' },
  request: request(),
};
const arn = `arn:aws:iam::${ACCOUNT}:role/cloudcraft`;
const settings = (fields: object) => JSON.stringify({ trustedAccountId: '968898580625', ...fields });
const conflict =
  '<ErrorResponse><Error><Code>LimitExceeded</Code><Message>no more policies</Message></Error></ErrorResponse>';

it('the role is created in the account, tagged as ours', async () => {
  const { world, invoke, logs } = await stage();
  expect(await invoke('ensureRole', input)).toMatchObject({ arn, change: 'created' });
  expect(roleIn(world, 'cloudcraft')).toMatchObject({
    arn,
    trust: trusting(),
    tags: tagsOf('cloudcraft'),
  });
  const logged = { roleArn: arn, vendor: 'cloudcraft', account: ACCOUNT, execution: 'run-1' };
  expect(logs).toMatchObject([
    { ...logged, message: 'role changed', change: 'created the role' },
    { ...logged, message: 'role changed', change: 'attached arn:aws:iam::aws:policy/ReadOnlyAccess' },
  ]);
});

it('what was changed before a failure is logged', async () => {
  const { world, invoke, failure, logs } = await stage({
    faults: [
      { to: 'aws', call: 'iam:AttachRolePolicy$', answer: { status: 409, headers: {}, body: conflict } },
    ],
  });
  expect(await failure('ensureRole', input)).toMatchObject({ name: 'AwsRejectedError' });
  expect(logs).toMatchObject([
    { level: 'INFO', message: 'role changed', roleArn: arn, change: 'created the role' },
    { level: 'WARN', message: 'failed' },
  ]);
  world.network.faults = [];
  expect(await invoke('ensureRole', input)).toMatchObject({ change: 'repaired' });
});

it("the access roles are no vendor's, and are not even looked at", async () => {
  const roleName = 'organizationaccountaccessrole';
  const { world, failure } = await stage({ environment: { CLOUDCRAFT: settings({ roleName }) } });
  const before = roleIn(world, 'OrganizationAccountAccessRole');
  expect(await failure('ensureRole', { ...input, adopt: true })).toMatchObject({ name: 'RoleNotOursError' });
  expect(world.network.calls).toEqual([]);
  expect(roleIn(world, 'OrganizationAccountAccessRole')).toEqual(before);
});

it('nothing of the session leaves the function', async () => {
  const { world, invoke, logs } = await stage();
  const output = await invoke('ensureRole', input);
  for (const { accessKeyId, secretAccessKey, session } of world.aws.state.accessKeys.values())
    for (const credential of [accessKeyId, secretAccessKey, session?.token ?? secretAccessKey])
      expect(JSON.stringify([output, logs])).not.toContain(credential);
});

it('the session is of this execution and of the access role that ConfirmAccess found', async () => {
  const { world, invoke } = await stage({
    account: { accessRoles: ['OrganizationAccountAccessRole', 'AWSControlTowerExecution'] },
  });
  await invoke('ensureRole', { ...input, access: { role: 'AWSControlTowerExecution' } });
  const sessions = [...world.aws.state.accessKeys.values()].filter(({ principalArn }) =>
    principalArn.includes(ACCOUNT),
  );
  expect(sessions).toMatchObject([
    { principalArn: `arn:aws:iam::${ACCOUNT}:role/AWSControlTowerExecution`, session: { name: 'run-1' } },
  ]);
});

describe('a deployed permissions boundary', () => {
  const environment = { PERMISSIONS_BOUNDARY: 'org/vendors' };
  const boundary = `arn:aws:iam::${ACCOUNT}:policy/org/vendors`;

  it('bounds the role', async () => {
    const { world, invoke } = await stage({ environment });
    world.aws.state.accounts.get(ACCOUNT)?.policies.set(boundary, { Version: '2012-10-17', Statement: [] });
    await invoke('ensureRole', input);
    expect(roleIn(world, 'cloudcraft')).toMatchObject({ boundary });
  });
});

describe('a forged request is UntrustedPrincipalError before any call of AWS:', () => {
  const minimal = { CLOUDCRAFT: settings({ policy: 'minimal' }) };
  const stranger = 'arn:aws:iam::666666666666:root';
  const AdministratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';

  it.each<[string, object, Record<string, string>?]>([
    ['a principal of another account', { ...request(), principal: stranger }],
    ['everybody', { ...request(), principal: '*' }],
    [
      'another principal and a policy by name',
      { ...request(), principal: stranger, managedPolicyArns: [AdministratorAccess] },
    ],
    ['a policy by name', { ...request(), managedPolicyArns: [AdministratorAccess] }],
    ['a foreign name', { ...request(), name: 'admin', inlinePolicies: { all: allowing('*:*') } }],
    ['another path', { ...request(), path: '/elsewhere/' }],
    ['a policy that nobody asked for', { ...request(), policy: allowing('ec2:Describe*') }],
    ['a minimal policy that writes', { ...request(), policy: allowing('ec2:Describe*', 'iam:*') }, minimal],
    ['no minimal policy where it is set', request(), minimal],
    ['an external id that can be guessed', { ...request(), externalId: '' }],
  ])('%s', async (_, forged, environment = {}) => {
    const { world, failure } = await stage({ environment });
    for (const adopt of [false, true])
      expect(await failure('ensureRole', { ...input, adopt, request: forged })).toMatchObject({
        name: 'UntrustedPrincipalError',
      });
    expect(world.network.calls).toEqual([]);
    expect(roleIn(world, 'cloudcraft')).toBeUndefined();
  });

  it("one vendor's request for another's role", async () => {
    const { world, failure } = await stage();
    expect(await failure('ensureRole', { ...input, vendor: 'crowdstrike' })).toMatchObject({
      name: 'UntrustedPrincipalError',
    });
    expect(world.network.calls).toEqual([]);
  });
});

it("the role's name, path and policy are those of the settings", async () => {
  const environment = {
    CLOUDCRAFT: settings({ roleName: 'diagrams', policy: 'minimal' }),
    ROLE_PATH: '/vendors/',
  };
  const { world, invoke } = await stage({ environment });
  await invoke('ensureRole', { ...input, request: request({ policy: allowing('ec2:Describe*') }) });
  expect(roleIn(world, 'diagrams')).toMatchObject({
    arn: `arn:aws:iam::${ACCOUNT}:role/vendors/diagrams`,
    attached: [],
    inline: { 'cloudcraft-minimal': allowing('ec2:Describe*') },
  });
});

describe('it fails with', () => {
  it.each([
    ['request', { request: undefined }],
    ['access.role', { access: {} }],
    ['adopt', { adopt: undefined }],
  ])('InvalidInputError for a wrong %s, with no session opened', async (path, wrong) => {
    const { world, failure } = await stage();
    const { name, message } = await failure('ensureRole', { ...input, ...wrong });
    expect(name).toBe('InvalidInputError');
    expect(message).toContain(`${path}: `);
    expect(world.network.calls).toEqual([]);
  });
});

it('no account leaves a connection of its own open', async () => {
  const { world, invoke } = await stage();
  const ensureIn = (id: string) => invoke('ensureRole', { ...input, account: { ...account, id } });
  const open = () =>
    process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length;
  await ensureIn(ACCOUNT);
  const before = open();
  for (const id of ['444455556601', '444455556602', '444455556603']) {
    world.aws.createAccount({ id, name: id });
    expect(await ensureIn(id)).toMatchObject({ change: 'created' });
  }
  expect(open()).toBe(before);
});
