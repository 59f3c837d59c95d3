import { listed } from '../../emulators/aws/policy-document.ts';
import { holdings } from '../holdings.ts';
import { changeSettings } from '../reliability/vendor-address.ts';
import { ENABLED, type Scene, scene } from '../scene.ts';
import { coverage } from '../workflows/coverage.ts';
import { assumable, deployAccessRole, MANAGEMENT, managementAccessRole } from './access-role.ts';
import { serverless } from './deployment.ts';
import { policiesOf } from './role-policies.ts';
import { useRole } from './use-role.ts';

/** A scene in the management account, as a deployment with these parameters makes it, each function with its own role. */
async function open(parameters: Record<string, string>) {
  const environment = {
    MANAGEMENT_ACCOUNT: parameters['managementAccount'] ?? 'DISABLED',
    STAGE: 'prod',
    PERMISSIONS_BOUNDARY: parameters['permissionsBoundary'] ?? '',
  };
  const built = await scene({ environment });
  for (const vendor of ENABLED)
    changeSettings(built, vendor, { ...JSON.parse(parameters[vendor] ?? '{}'), ...pinned(built, vendor) });
  const Resource = await assumable(parameters);
  for (const [key, { role }] of Object.entries(serverless.functions)) {
    const policies = Object.entries(policiesOf(role)).map(([name, policy]) =>
      name === 'assume-access-roles'
        ? { ...policy, Statement: listed(policy.Statement).map((it) => ({ ...it, Resource })) }
        : policy,
    );
    useRole(built.world, built.engine, key, policies);
  }
  const role = await managementAccessRole(parameters);
  if (role !== undefined) deployAccessRole(built.world, MANAGEMENT, role);
  const boundary = { Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] };
  built.world.aws.state.accounts
    .get(MANAGEMENT)
    ?.policies.set(`arn:aws:iam::${MANAGEMENT}:policy/limits`, boundary);
  return { ...built, enroll: () => built.enroll({ accountId: MANAGEMENT }) };
}

const pinned = ({ world }: Scene, vendor: (typeof ENABLED)[number]) => ({
  trustedAccountId: world[vendor].settings.trustedAccountId,
});

describe('the management account', () => {
  it.each([
    ['', {}],
    [' with a permissions boundary', { permissionsBoundary: 'limits' }],
  ])('is enrolled%s, where that is enabled, and a second time without a change', async (_, special) => {
    const { world, enroll } = await open({ managementAccount: 'ENABLED', ...special });
    const first = await enroll();
    expect(first).toMatchObject({ status: 'SUCCEEDED' });
    const enrolled = holdings(world);
    expect(enrolled.roles.map(({ arn }) => arn)).toEqual([
      `arn:aws:iam::${MANAGEMENT}:role/cloudcraft`,
      `arn:aws:iam::${MANAGEMENT}:role/CrowdStrikeCSPMReader`,
    ]);
    expect([...world.crowdstrike.state.registrations.values()]).toMatchObject([
      { isMaster: true, organizationId: 'o-exampleorgid' },
    ]);
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toEqual(enrolled);
  });

  it('is enrolled by roles of other names, where the settings of the vendors have these', async () => {
    const named = (roleName: string) => JSON.stringify({ trustedAccountId: '000000000000', roleName });
    const settings = { cloudcraft: named('Drawing'), crowdstrike: named('Watching') };
    const { world, enroll } = await open({ managementAccount: 'ENABLED', ...settings });
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world).roles.map(({ arn }) => arn.split('/').at(-1))).toEqual(['Drawing', 'Watching']);
  });

  it.each([
    { managementAccount: 'ENABLED', before: 'missing', after: /^(covered|known-elsewhere)$/ },
    { managementAccount: 'DISABLED', before: 'excluded', after: /^excluded$/ },
  ])(
    'is $before in a roll call where that is $managementAccount',
    async ({ managementAccount, before, after }) => {
      const { world, engine } = await open({ managementAccount });
      const states = () =>
        coverage(world)
          .rows.filter(({ accountId }) => accountId === MANAGEMENT)
          .map(({ state }) => state);
      await engine.run('roll-call', { dryRun: true });
      expect(states()).toEqual([before, before]);
      await expect(engine.run('roll-call', {})).resolves.toMatchObject({ status: 'SUCCEEDED' });
      expect(states()).toEqual([expect.stringMatching(after), expect.stringMatching(after)]);
    },
  );

  it('has its roles inspected, and removed when an operator has it offboarded', async () => {
    const { world, engine, enroll } = await open({ managementAccount: 'ENABLED' });
    await enroll();
    await engine.run('roll-call', { depth: 'roles', dryRun: true });
    expect(coverage(world).inspection).toEqual({ roles: 1, unseen: 0 });
    await expect(engine.run('offboard-account', { accountId: MANAGEMENT })).resolves.toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(holdings(world).roles.map(({ arn }) => arn)).toEqual([
      `arn:aws:iam::${MANAGEMENT}:role/CrowdStrikeCSPMReader`, // an organization's registration uses it
    ]);
  });

  it('has an access role of its own for each stage, which the functions of another stage may not assume', async () => {
    const [one, other] = await Promise.all(
      ['prod', 'test'].map((stage) =>
        managementAccessRole({ managementAccount: 'ENABLED', 'sls:stage': stage }),
      ),
    );
    expect([one?.name, other?.name]).toEqual(['RollcallAccess-prod', 'RollcallAccess-test']);
    expect(JSON.stringify(other?.trust)).not.toContain('prod');
  });

  it('is skipped otherwise, and has no access role', async () => {
    const { world, enroll } = await open({});
    expect(await managementAccessRole({})).toBeUndefined();
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toMatchObject({ roles: [], cloudcraft: [], crowdstrike: [] });
  });
});
