import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { holdings } from '../holdings.ts';
import { administrator } from '../lib/aws/member.ts';
import { trusting } from '../lib/role-builder.ts';
import { ACCOUNT, ENABLED, type Scene, scene } from '../scene.ts';

const audit = (logs: Record<string, unknown>[]) => logs.filter(({ message }) => message === 'audit');
const byHand = `arn:aws:iam::${ACCOUNT}:role/by-hand`;

/** An account that both vendors know by another role, as somebody registered it there before. */
async function registeredByHand(options: Parameters<typeof scene>[0] = {}): Promise<Scene> {
  const played = await scene(options);
  const { world, enroll } = played;
  await enroll();
  for (const entry of world.cloudcraft.state.accounts) entry.roleArn = byHand;
  for (const registration of world.crowdstrike.state.registrations)
    Object.assign(registration, { iamRoleArn: byHand, operational: false });
  world.aws.state.accounts.get(ACCOUNT)?.roles.delete('cloudcraft');
  world.aws.state.accounts.get(ACCOUNT)?.roles.delete('crowdstrikecspmreader');
  world.network.calls.length = 0;
  return played;
}

const changing = /^(iam:(?!Get|List)|(POST|PUT|PATCH|DELETE) (?!\/oauth2))/;

describe.each(['d4c', 'cloud-security'] as const)(
  'an account that both vendors know by another role, CrowdStrike by its family %s,',
  (apiFamily) => {
    it('is covered, stays as it is, and has the registration in the audit', async () => {
      const { world, enroll } = await registeredByHand({ apiFamily });
      const before = holdings(world);
      const { status, logs } = await enroll();
      expect(status).toBe('SUCCEEDED');
      const registration = { accountId: ACCOUNT, standing: 'elsewhere', detail: byHand };
      expect(audit(logs)).toMatchObject(
        ENABLED.map((vendor) => ({
          ...{ level: 'INFO', vendor, outcome: 'known-elsewhere', registration },
        })),
      );
      expect(holdings(world)).toEqual(before);
      expect(world.network.calls.filter(({ name }) => changing.test(name))).toEqual([]);
    });

    it('is converted where an operator permits it, and enrolled once', async () => {
      const { world, enroll } = await registeredByHand({ apiFamily });
      const { status, logs } = await enroll({ accountId: ACCOUNT, adopt: true });
      expect([status, audit(logs).map(({ outcome }) => outcome)]).toEqual([
        'SUCCEEDED',
        ['enrolled', 'enrolled'],
      ]);
      const { roles, cloudcraft, crowdstrike } = holdings(world);
      expect(roles.map(({ arn }) => arn)).toEqual([cloudcraft[0]?.roleArn, crowdstrike[0]?.iamRoleArn]);
      expect([cloudcraft.length, crowdstrike.length]).toEqual([1, 1]);
      expect(JSON.stringify([cloudcraft, crowdstrike])).not.toContain('by-hand');
      await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    });
  },
);

it("an organization's registration at CrowdStrike is left, and not converted either", async () => {
  const { world, enroll } = await scene();
  await enroll();
  for (const registration of world.crowdstrike.state.registrations) registration.isMaster = true;
  const before = holdings(world);
  const { status, logs } = await enroll();
  expect(status).toBe('SUCCEEDED');
  const detail = expect.stringContaining("an organization's registration with arn:");
  expect(audit(logs)[1]).toMatchObject({ outcome: 'known-elsewhere', registration: { detail } });
  const { cause } = await enroll({ accountId: ACCOUNT, adopt: true });
  expect(cause).toMatch(/VendorRejectedError.*whole organization/);
  expect(holdings(world)).toEqual(before);
});

it("a role of CrowdStrike's own template, with SecurityAudit and without our tags, is left as it is", async () => {
  const { world, enroll } = await scene();
  await enroll();
  const role = world.aws.state.accounts.get(ACCOUNT)?.roles.get('crowdstrikecspmreader');
  role?.tags.clear();
  const PolicyArn = 'arn:aws:iam::aws:policy/SecurityAudit';
  await administrator(world).send(
    new AttachRolePolicyCommand({ RoleName: 'CrowdStrikeCSPMReader', PolicyArn }),
  );
  const before = holdings(world);
  world.network.calls.length = 0;
  const { status, logs } = await enroll();
  expect([status, audit(logs)[1]]).toMatchObject([
    'SUCCEEDED',
    {
      outcome: 'known-elsewhere',
      registration: { standing: 'ours' },
      role: { change: 'left', more: [PolicyArn] },
    },
  ]);
  expect(holdings(world)).toEqual(before);
  expect(world.network.calls.filter(({ name }) => changing.test(name))).toEqual([]);
  await enroll({ accountId: ACCOUNT, adopt: true });
  expect(holdings(world).roles[1]).toMatchObject({ attached: [], tags: { 'managed-by': 'rollcall' } });
});

it("an account that was added by hand as Cloudcraft's guide says is enrolled, and known once", async () => {
  const { world, enroll } = await scene();
  const [key] = world.cloudcraft.state.apiKeys;
  const iam = administrator(world);
  const trust = trusting({ externalId: key?.user.externalId ?? '' });
  const RoleName = 'cloudcraft';
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const headers = { authorization: `Bearer ${key?.key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'By hand', roleArn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}` });
  await fetch(`${world.cloudcraft.url}/aws/account`, { method: 'POST', headers, body });
  const { status, logs } = await enroll();
  expect([status, audit(logs)[0]]).toMatchObject(['SUCCEEDED', { outcome: 'enrolled' }]);
  expect(world.cloudcraft.state.accounts).toMatchObject([{ name: 'Sandbox' }]);
});
