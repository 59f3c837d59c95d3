import { AttachRolePolicyCommand } from '@aws-sdk/client-iam';
import { listed } from '../../emulators/aws/policy-document.ts';
import type { Role } from '../../emulators/aws/state.ts';
import type { World } from '../../emulators/world.ts';
import { holdings } from '../holdings.ts';
import { administrator } from '../lib/aws/member.ts';
import { trusting } from '../lib/role-builder.ts';
import { ACCOUNT, type Scene, type SceneOptions, scene } from '../scene.ts';
import { coverage, enrolledBy, statesIn } from './coverage.ts';

const role = ({ aws }: World, name = 'cloudcraft') => aws.state.accounts.get(ACCOUNT)?.roles.get(name);

/** An account that is enrolled with both vendors, and joined long ago. */
async function enrolled(options: SceneOptions = {}): Promise<Scene> {
  const played = await scene({ account: { joinedAt: new Date('2020-01-01') }, ...options });
  await played.enroll();
  played.world.network.calls.length = 0;
  return played;
}

const inspect = ({ engine }: Scene, input: object = {}) =>
  engine.run('roll-call', { depth: 'roles', ...input });

const ofAccount = (world: World) => coverage(world).rows.filter(({ accountId }) => accountId === ACCOUNT);

const CHANGING = /^(iam:(?!Get|List)|(POST|PUT|PATCH|DELETE) (?!\/oauth2))/;
const changes = ({ world }: Scene) => world.network.calls.filter(({ name }) => CHANGING.test(name));

/** The next roll call has another id. */
const aMinute = () => new Promise((later) => setTimeout(later, 60_000));

describe("an account of which CrowdStrike's role,", () => {
  it.each<['d4c' | 'cloud-security', string, (role: Role, world: World) => void, RegExp]>([
    [
      'd4c',
      'was deleted',
      (_, { aws }) => aws.state.accounts.get(ACCOUNT)?.roles.delete('crowdstrikecspmreader'),
      /role\/CrowdStrikeCSPMReader does not exist/,
    ],
    [
      'cloud-security',
      'lost a policy',
      ({ inline }) => inline.clear(),
      /is not as wanted.*: put the inline policy/,
    ],
    [
      'd4c',
      'trusts another external id',
      (changed) => {
        const document = trusting({ externalId: 'of-somebody-else-altogether' });
        Object.assign(changed.trust, { document, text: JSON.stringify(document) });
      },
      /is not as wanted.*: replaced the trust policy/,
    ],
  ])('by its family %s, %s is degraded, says why, and is healed', async (apiFamily, _, become, problem) => {
    const here = await enrolled({ apiFamily });
    const { world } = here;
    const before = holdings(world).roles.map(({ arn, inline }) => ({ arn, inline }));
    const changed = role(world, 'crowdstrikecspmreader');
    if (changed !== undefined) become(changed, world);
    await expect(inspect(here, { dryRun: true })).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(changes(here)).toEqual([]);
    expect(coverage(world)).toMatchObject({
      ...{ depth: 'roles', inspection: { roles: 2, unseen: 0 } },
      conclusion: { outcome: 'failed' },
    });
    expect(ofAccount(world)).toMatchObject([
      { vendor: 'cloudcraft', state: 'covered' },
      { vendor: 'crowdstrike', state: 'degraded', reason: expect.stringMatching(problem) },
    ]);

    await aMinute();
    await expect(inspect(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(statesIn(coverage(world))).toContain(`${ACCOUNT} crowdstrike: covered`);
    expect(holdings(world).roles.map(({ arn, inline }) => ({ arn, inline }))).toEqual(before);
    expect(enrolledBy(world)).toEqual([ACCOUNT]);

    await aMinute();
    here.world.network.calls.length = 0;
    await expect(inspect(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect([changes(here), enrolledBy(world)]).toEqual([[], [ACCOUNT]]);
  });
});

it('a role that somebody else took over is degraded, and one that gives more and is used is not', async () => {
  const here = await enrolled();
  const { world } = here;
  for (const name of ['cloudcraft', 'crowdstrikecspmreader']) role(world, name)?.tags.clear();
  const PolicyArn = 'arn:aws:iam::aws:policy/SecurityAudit';
  await administrator(world).send(
    new AttachRolePolicyCommand({ RoleName: 'CrowdStrikeCSPMReader', PolicyArn }),
  );
  const document = trusting({ trustedPrincipal: 'arn:aws:iam::111111111111:root' });
  Object.assign(role(world)?.trust ?? {}, { document, text: JSON.stringify(document) });
  await inspect(here, { dryRun: true });
  expect(ofAccount(world)).toMatchObject([
    { state: 'degraded', reason: expect.stringContaining('without our tags and with another trust policy') },
    { state: 'covered' },
  ]);
});

it('a registration that asks for what the settings do not allow is degraded, with no call in the account', async () => {
  const here = await enrolled({ environment: { VENDORS: 'crowdstrike' } });
  for (const registration of here.world.crowdstrike.state.registrations) registration.externalId = 'short';
  await inspect(here, { dryRun: true });
  expect(ofAccount(here.world)).toMatchObject([
    { state: 'degraded', reason: expect.stringContaining('external id of at least 16') },
  ]);
  expect(here.world.network.calls.filter(({ name }) => /^(iam|sts):/.test(name))).toEqual([]);
});

it('an account that cannot be seen is reported as such, and stays what the lists say', async () => {
  const here = await enrolled();
  const { world } = here;
  world.aws.state.accounts.get(ACCOUNT)?.roles.delete('organizationaccountaccessrole');
  await expect(inspect(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
  const reason = expect.stringMatching(/^its role was not inspected: Tried to assume .*AccessDenied/);
  expect(coverage(world).inspection).toEqual({ roles: 2, unseen: 2 });
  expect(ofAccount(world)).toMatchObject([
    { state: 'covered', reason },
    { state: 'covered', reason },
  ]);
  expect(enrolledBy(world)).toEqual([]);
});

it('its sessions may only read the roles of the vendors', async () => {
  const here = await enrolled();
  const before = new Set(here.world.aws.state.accessKeys.keys());
  await inspect(here);
  const sessions = [...here.world.aws.state.accessKeys.values()].filter(
    ({ accessKeyId, principalArn }) => !before.has(accessKeyId) && principalArn.includes(ACCOUNT),
  );
  const statements = sessions.flatMap(({ session }) =>
    (session?.policies ?? []).flatMap(({ Statement }) => listed(Statement)),
  );
  expect(sessions).toHaveLength(1);
  expect(statements.flatMap(({ Action }) => listed(Action ?? '*'))).toEqual([
    ...['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:GetRolePolicy'],
  ]);
  expect(JSON.stringify(statements)).not.toContain('"Resource":"*"');
});

it('IAM that stays away fails the roll call by name, after what is missing was enrolled', async () => {
  const here = await enrolled({
    faults: [
      {
        to: 'aws',
        call: '^iam:',
        from: { function: 'inspectRoles' },
        answer: { status: 503, headers: {}, body: '' },
      },
    ],
  });
  here.world.aws.createAccount({ id: '500000000001', name: 'Missing' });
  const { error, cause } = await inspect(here);
  expect([error, cause]).toEqual(['RollCallIncompleteError', expect.stringContaining('AwsUnavailableError')]);
  expect(enrolledBy(here.world)).toEqual(['500000000001']);
  expect(ofAccount(here.world)).toMatchObject([
    { state: 'covered', reason: expect.stringContaining('the inspection ended before it came to it') },
    {},
  ]);
});

it('only what is degraded is enrolled where only what failed is to be', async () => {
  const here = await enrolled();
  here.world.aws.createAccount({ id: '500000000001', name: 'Missing' });
  role(here.world)?.attached.clear();
  await expect(inspect(here, { retryFailed: true })).resolves.toMatchObject({
    error: 'RollCallIncompleteError',
  });
  expect(enrolledBy(here.world)).toEqual([ACCOUNT]);
  expect(statesIn(coverage(here.world))).toContain('500000000001 cloudcraft: missing');
});

it("Cloudcraft's minimal policy is compared, too, and asked for once", async () => {
  const here = await scene({ environment: { VENDORS: 'cloudcraft' } });
  const CLOUDCRAFT = JSON.stringify({
    ...JSON.parse(here.world.environment['CLOUDCRAFT'] ?? '{}'),
    policy: 'minimal',
  });
  Object.assign(process.env, { CLOUDCRAFT });
  await here.enroll();
  here.world.network.calls.length = 0;
  await expect(inspect(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
  expect(here.world.network.calls.filter(({ name }) => name.endsWith('/policy/minimal'))).toHaveLength(1);
  expect(enrolledBy(here.world)).toEqual([]);
  role(here.world)?.inline.clear();
  await aMinute();
  await inspect(here, { dryRun: true });
  expect(ofAccount(here.world)).toMatchObject([{ state: 'degraded' }]);
});
