import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { holdings, NOTHING } from '../holdings.ts';
import { ACCOUNT, type SceneOptions, scene } from '../scene.ts';
import { accessRole, deployAccessRole, MANAGEMENT } from './access-role.ts';
import { parameter, resources, serverless } from './deployment.ts';
import { policiesOf } from './role-policies.ts';
import { useRole } from './use-role.ts';

const BOUNDARY = 'limits/rollcall';
const boundaryArn = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const functions = Object.entries(serverless.functions);
const NOBODY = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };

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

describe.each(ways)('RollcallAccess $way', ({ open: opened }) => {
  it('enrolls, changes nothing the second time, repairs both roles, and removes them', async () => {
    const { world, engine, enroll } = await opened();
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    const enrolled = holdings(world);
    expect(enrolled.roles.map(({ arn }) => arn)).toEqual([
      `arn:aws:iam::${ACCOUNT}:role/cloudcraft`,
      `arn:aws:iam::${ACCOUNT}:role/CrowdStrikeCSPMReader`,
    ]);
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toEqual(enrolled);
    for (const role of world.aws.state.accounts.get(ACCOUNT)?.roles.values() ?? []) {
      if (!role.tags.has('managed-by')) continue;
      role.attached = new Map([['arn:aws:iam::aws:policy/AdministratorAccess', new Date()]]);
      role.inline.clear();
      role.description = 'changed';
      role.boundary = undefined;
    }
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toEqual(enrolled);
    await expect(engine.run('offboard-account', { accountId: ACCOUNT })).resolves.toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(holdings(world)).toEqual(NOTHING);
  });

  it('deletes no role of our name that does not have our tags', async () => {
    const built = await opened();
    const name = 'CrowdStrikeCSPMReader';
    built.world.aws.addPrincipal({ arn: `arn:aws:iam::${ACCOUNT}:role/${name}` });
    await refuses(built, { 'delete it': (iam) => iam.send(new DeleteRoleCommand({ RoleName: name })) });
    expect(built.world.aws.state.accounts.get(ACCOUNT)?.roles.has(name.toLowerCase())).toBe(true);
  });

  it('refuses each thing that it is not for, and nothing is changed', async () => {
    await refuses(await opened(), forged);
  });
});

describe('an enrollment by RollcallAccess of a StackSet with other role names than the settings', () => {
  it.each([
    ['an account that joined long ago', '2020-01-01T00:00:00.000Z', 'AccessDeniedError'],
    ['a newly created account', new Date().toISOString(), 'AccountNotReadyError'],
  ])('of %s fails, and says which parameter to update', async (_, joinedAt, error) => {
    const { enroll } = await open(
      { CrowdstrikeRoleName: 'another' },
      { account: { accessRoles: [], joinedAt: new Date(joinedAt) } },
    );
    const { status, cause } = await enroll({ accountId: ACCOUNT, vendors: ['crowdstrike'] });
    expect(status).toBe('FAILED');
    expect(cause).toContain(`crowdstrike failed at EnsureRole with ${error}`);
    expect(cause).toContain('RoleName of its StackSet');
  });
});

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});
const attach = (RoleName: string, policy: string) => (iam: IAMClient) =>
  iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: `arn:aws:iam::aws:policy/${policy}` }));
const create = (RoleName: string, PermissionsBoundary?: string) => (iam: IAMClient) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, PermissionsBoundary }));
const put = (RoleName: string) => (iam: IAMClient) =>
  iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'all',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      }),
    }),
  );

/** What a function that somebody else controls may try in an account, with a session that no policy of its own narrows. */
const forged: Attempts = {
  'attach another policy to the role of Cloudcraft': attach('cloudcraft', 'AdministratorAccess'),
  'attach the policy of the other vendor': attach('CrowdStrikeCSPMReader', 'ReadOnlyAccess'),
  'attach to another role': attach('RollcallAccess', 'ReadOnlyAccess'),
  'create a role of another name': create('innocent-audit'),
  'create a role whose name only begins so': create('cloudcraft-2'),
  'give itself an inline policy': put('RollcallAccess'),
  'change its trusted principal': (iam) =>
    iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'RollcallAccess', PolicyDocument: TRUST })),
  'put a boundary that is not configured': (iam) =>
    iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'cloudcraft',
        PermissionsBoundary: boundaryArn('other'),
      }),
    ),
  'remove a boundary': (iam) =>
    iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'cloudcraft' })),
};

describe('RollcallAccess, where a boundary is required,', () => {
  it('refuses to create a vendor role without it, or with another', async () => {
    await refuses(await bounded(), {
      'without a boundary': create('cloudcraft'),
      'with another boundary': create('cloudcraft', boundaryArn('other')),
    });
  });

  it('refuses to give a role without it a policy', async () => {
    const built = await bounded();
    await built.enroll();
    for (const role of built.world.aws.state.accounts.get(ACCOUNT)?.roles.values() ?? [])
      role.boundary = undefined;
    await refuses(built, {
      inline: put('cloudcraft'),
      managed: attach('cloudcraft', 'ReadOnlyAccess'),
    });
  });
});

describe('RollcallAccess is assumed', () => {
  const sts = (keys: { accessKeyId: string; secretAccessKey: string }) =>
    new STSClient({ credentials: keys });
  const assume = new AssumeRoleCommand({
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/RollcallAccess`,
    RoleSessionName: 'forged',
  });

  it('by the four functions that work in accounts', async () => {
    const { credentials } = await open();
    const assuming = functions.filter(([, { role }]) => 'assume-access-roles' in policiesOf(role));
    expect(assuming.map(([key]) => key)).toEqual([
      'confirmAccess',
      'ensureRole',
      'removeRole',
      'inspectRoles',
    ]);
    for (const [key] of assuming)
      await expect(sts(credentials[key] ?? NOBODY).send(assume)).resolves.toMatchObject({ Credentials: {} });
  });

  it.each([
    `arn:aws:iam::${MANAGEMENT}:role/rollcall-prod-registerAccount`,
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
  it("trusts the roles by the names that they have, and its own name is the first of Rollcall's access roles", () => {
    const { name, trust } = accessRole(ACCOUNT, { Stage: '${sls:stage}' });
    for (const [key, id] of [
      ['confirmAccess', 'ConfirmAccessRole'],
      ['ensureRole', 'EnsureRoleRole'],
      ['inspectRoles', 'InspectRolesRole'],
      ['removeRole', 'RemoveRoleRole'],
    ] as const) {
      expect(resources.get(id)?.Properties).toMatchObject({
        RoleName: `\${self:service}-\${sls:stage}-${key}`,
      });
      expect(JSON.stringify(trust)).toContain(`role/rollcall-\${sls:stage}-${key}"`);
    }
    expect(parameter('accessRoles').split(',')[0]).toBe(name);
  });
});

type Attempts = Record<string, (iam: IAMClient) => Promise<unknown>>;

/** Sends each of the attempts by the access role, with the credentials of ensureRole. */
async function refuses({ world, credentials }: Awaited<ReturnType<typeof open>>, attempts: Attempts) {
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
  for (const [what, attempt] of Object.entries(attempts)) {
    const answered = await attempt(iam).catch((error: Error) => error.message);
    expect([what, answered]).toEqual([what, expect.stringContaining('not authorized')]);
  }
  expect(holdings(world)).toEqual(before);
}
