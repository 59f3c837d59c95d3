import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { listed } from '../../emulators/aws/policy-document.ts';
import type { World } from '../../emulators/world.ts';
import { holdings } from '../holdings.ts';
import { ACCOUNT, type SceneOptions, scene } from '../scene.ts';
import { accessRole, deployAccessRole, MANAGEMENT } from './access-role.ts';
import { callsOf } from './calls.ts';
import { parameter, resources, serverless } from './deployment.ts';
import { policiesOf } from './role-policies.ts';
import { useRole } from './use-role.ts';

const BOUNDARY = 'limits/rollcall';
const boundaryArn = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const functions = Object.entries(serverless.functions);

/** A scene in which the access role of the template is the only way into the account, each function with its own role. */
async function open(given: Record<string, string> = {}, options: SceneOptions = {}) {
  const built = await scene({ account: { accessRoles: [] }, ...options });
  deployAccessRole(built.world, ACCOUNT, accessRole(ACCOUNT, given));
  const credentials = Object.fromEntries(
    functions.map(([key, { role }]) => [
      key,
      useRole(built.world, built.engine, key, Object.values(policiesOf(role))),
    ]),
  );
  return { ...built, credentials };
}

/** Where a boundary is configured: in the account, in the access role and in the functions. */
const bounded = async () => {
  const built = await open(
    { PermissionsBoundary: BOUNDARY },
    { environment: { PERMISSIONS_BOUNDARY: BOUNDARY } },
  );
  const allow = { Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] };
  for (const name of [BOUNDARY, 'other'])
    built.world.aws.state.accounts.get(ACCOUNT)?.policies.set(boundaryArn(name), allow);
  return built;
};

const ways = [
  { way: 'as it is', open },
  { way: 'with a permissions boundary', open: bounded },
];

describe('an enrollment by RollcallAccess', () => {
  it.each(ways)(
    '$way succeeds, and so does a second one, which changes nothing',
    async ({ open: opened }) => {
      const { world, enroll } = await opened();
      await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
      const enrolled = holdings(world);
      expect(enrolled.roles.map(({ arn }) => arn)).toEqual([
        `arn:aws:iam::${ACCOUNT}:role/cloudcraft`,
        `arn:aws:iam::${ACCOUNT}:role/CrowdStrikeCSPMReader`,
      ]);
      await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
      expect(holdings(world)).toEqual(enrolled);
    },
  );

  it.each(ways)('$way repairs both roles', async ({ open: opened }) => {
    const { world, enroll } = await opened();
    await enroll();
    const enrolled = holdings(world);
    for (const role of world.aws.state.accounts.get(ACCOUNT)?.roles.values() ?? []) {
      if (!role.tags.has('managed-by')) continue;
      role.attached = new Map([['arn:aws:iam::aws:policy/AdministratorAccess', new Date()]]);
      role.inline.clear();
      role.description = 'changed';
      role.boundary = undefined;
    }
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toEqual(enrolled);
  });
});

/** What a function that somebody else controls may try in an account, with a session that no policy of its own narrows. */
const forged: [string, (iam: IAMClient) => Promise<unknown>][] = [
  [
    'attach another policy to the role of Cloudcraft',
    (iam) => iam.send(attach('cloudcraft', 'AdministratorAccess')),
  ],
  [
    'attach the policy of the other vendor',
    (iam) => iam.send(attach('CrowdStrikeCSPMReader', 'ReadOnlyAccess')),
  ],
  ['attach to another role', (iam) => iam.send(attach('RollcallAccess', 'ReadOnlyAccess'))],
  ['create a role of another name', (iam) => iam.send(create('innocent-audit'))],
  ['create a role whose name only begins so', (iam) => iam.send(create('cloudcraft-2'))],
  ['give itself an inline policy', (iam) => iam.send(put('RollcallAccess'))],
  [
    'change its trusted principal',
    (iam) =>
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'RollcallAccess', PolicyDocument: TRUST })),
  ],
  [
    'put a boundary that is not configured',
    (iam) =>
      iam.send(
        new PutRolePermissionsBoundaryCommand({
          RoleName: 'cloudcraft',
          PermissionsBoundary: boundaryArn('other'),
        }),
      ),
  ],
  [
    'remove a boundary',
    (iam) => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'cloudcraft' })),
  ],
];

/** The same, where a boundary is required. */
const unbounded: typeof forged = [
  ['give a role without the boundary an inline policy', (iam) => iam.send(put('cloudcraft'))],
  ['attach to a role without the boundary', (iam) => iam.send(attach('cloudcraft', 'ReadOnlyAccess'))],
];

describe('RollcallAccess refuses to', () => {
  it.each(forged)('%s', async (_, attempt) => refuses(await open(), attempt));

  it.each(forged)('%s, where a boundary is required', async (_, attempt) =>
    refuses(await bounded(), attempt),
  );

  it.each(unbounded)('%s, where one is required', async (_, attempt) => {
    const { world, ...built } = await bounded();
    const account = world.aws.state.accounts.get(ACCOUNT);
    await built.enroll();
    for (const role of account?.roles.values() ?? []) role.boundary = undefined;
    await refuses({ world, ...built }, attempt);
  });

  it.each([
    ['without a boundary', undefined],
    ['with another boundary', boundaryArn('other')],
  ])('create a vendor role %s, where one is required', async (_, PermissionsBoundary) =>
    refuses(await bounded(), (iam) =>
      iam.send(new CreateRoleCommand({ ...create('cloudcraft').input, PermissionsBoundary })),
    ),
  );
});

describe('RollcallAccess is assumed', () => {
  const sts = (keys: { accessKeyId: string; secretAccessKey: string }) =>
    new STSClient({ credentials: keys });
  const assume = new AssumeRoleCommand({
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/RollcallAccess`,
    RoleSessionName: 'forged',
  });

  it('by the two functions that work in accounts', async () => {
    const { credentials } = await open();
    const assuming = functions.filter(([, { role }]) => 'assume-access-roles' in policiesOf(role));
    expect(assuming.map(([key]) => key)).toEqual(['confirmAccess', 'ensureRole']);
    for (const [key] of assuming)
      await expect(sts(credentials[key] ?? NOBODY).send(assume)).resolves.toMatchObject({ Credentials: {} });
  });

  it.each([
    `arn:aws:iam::${MANAGEMENT}:role/rollcall-prod-prepareRegistration`,
    `arn:aws:iam::${MANAGEMENT}:role/rollcall-prod-ensureRole-2`,
    `arn:aws:iam::${MANAGEMENT}:user/administrator`,
    'arn:aws:iam::777788889999:role/rollcall-prod-ensureRole',
    `arn:aws:iam::${ACCOUNT}:role/rollcall-prod-ensureRole`,
  ])('but not by %s, whatever its own policies allow', async (arn) => {
    const { world } = await open();
    await expect(sts(world.aws.addPrincipal({ arn })).send(assume)).rejects.toThrow('not authorized');
  });
});

describe('the template', () => {
  it('allows exactly the calls that the functions make in an account', async () => {
    const calls = (
      await Promise.all(functions.map(([, { handler }]) => callsOf(handler.replace('.handler', '.ts'))))
    ).flat();
    const { policies } = accessRole(ACCOUNT, { PermissionsBoundary: BOUNDARY });
    const allowed = policies
      .flatMap(({ Statement }) => listed(Statement))
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => listed(Action ?? []));
    expect([...new Set(allowed)].sort()).toEqual(calls.filter((call) => call.startsWith('iam:')));
  });

  it("trusts the roles by the names that they have, and its own name is the first of Rollcall's access roles", () => {
    const { name, trust } = accessRole(ACCOUNT, { Stage: '${sls:stage}' });
    for (const [key, id] of [
      ['confirmAccess', 'ConfirmAccessRole'],
      ['ensureRole', 'EnsureRoleRole'],
    ] as const) {
      expect(resources.get(id)?.Properties).toMatchObject({
        RoleName: `\${self:service}-\${sls:stage}-${key}`,
      });
      expect(JSON.stringify(trust)).toContain(`role/rollcall-\${sls:stage}-${key}"`);
    }
    expect(parameter('accessRoles').split(',')[0]).toBe(name);
  });
});

async function refuses(
  {
    world,
    credentials,
  }: { world: World; credentials: Record<string, { accessKeyId: string; secretAccessKey: string }> },
  attempt: (iam: IAMClient) => Promise<unknown>,
): Promise<void> {
  const before = holdings(world);
  const { Credentials } = await new STSClient({ credentials: credentials['ensureRole'] ?? NOBODY }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/RollcallAccess`,
      RoleSessionName: 'forged',
    }),
  );
  const iam = new IAMClient({
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
  await expect(attempt(iam)).rejects.toThrow('not authorized');
  expect(holdings(world)).toEqual(before);
}

const NOBODY = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});
const attach = (RoleName: string, policy: string) =>
  new AttachRolePolicyCommand({ RoleName, PolicyArn: `arn:aws:iam::aws:policy/${policy}` });
const create = (RoleName: string) => new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST });
const put = (RoleName: string) =>
  new PutRolePolicyCommand({
    RoleName,
    PolicyName: 'all',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    }),
  });
