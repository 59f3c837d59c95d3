import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { holdings } from '../holdings.ts';
import { ACCOUNT, sampleEvent, scene } from '../scene.ts';
import { coverage } from '../workflows/coverage.ts';
import { accessRole, deployAccessRole, MANAGEMENT } from './access-role.ts';
import { resourcesWith, serverless } from './deployment.ts';
import { forwarding } from './forwarding.ts';
import { policiesOf } from './role-policies.ts';
import { ROOT } from './sources.ts';

const TOOLING = '222233334444';
const FOREIGN = '777788889999';
const GIVEN = { managementAccountId: MANAGEMENT, accessRoles: 'RollcallAccess' };
const VALUES: Record<string, string> = {
  'AWS::AccountId': TOOLING,
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
};

const stack = await resourcesWith(GIVEN);
const way = forwarding({ stack, management: MANAGEMENT, values: VALUES });

/** A scene in which Rollcall runs in a member account: its functions' roles and its secrets are there. */
async function open(environment: Record<string, string> = {}) {
  const built = await scene({
    account: { accessRoles: [] },
    environment: { MANAGEMENT_ACCOUNT_ID: MANAGEMENT, ACCESS_ROLES: 'RollcallAccess', ...environment },
  });
  const { aws } = built.world;
  aws.createAccount({ id: TOOLING, name: 'Tooling', accessRoles: [] });
  aws.state.organization.resourcePolicy = way.organizationPolicy;
  for (const account of [ACCOUNT, TOOLING])
    deployAccessRole(built.world, account, accessRole(account, { ManagementAccountId: TOOLING }));
  for (const [key, { role }] of Object.entries(serverless.functions)) {
    const policies = Object.values(policiesOf(role, { stack, values: VALUES }));
    const arn = `arn:aws:iam::${TOOLING}:role/rollcall-prod-${key}`;
    const { accessKeyId, secretAccessKey, sessionToken = '' } = aws.addPrincipal({ arn, policies });
    built.engine.lambda.environments.set(key, {
      ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
      AWS_SESSION_TOKEN: sessionToken,
    });
  }
  const operator = aws.addPrincipal({ arn: `arn:aws:iam::${TOOLING}:user/operator` });
  const secrets = new SecretsManagerClient({ endpoint: aws.url, region: 'us-east-1', credentials: operator });
  for (const [Name, value] of Object.entries(built.world.secrets))
    await secrets.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify(value) }));
  aws.state.accounts.get(MANAGEMENT)?.secrets.clear();
  return built;
}

describe('in another account than the management account', () => {
  it.each(globSync('events/*.json', { cwd: ROOT }).map((path) => basename(path, '.json')))(
    'the event %s starts there what it would start in the management account',
    async (name) => {
      const event = sampleEvent(name);
      const rules = [...(await resourcesWith({}))].filter(
        ([, { Properties }]) => 'EventPattern' in Properties,
      );
      const elsewhere = way.isForwarded(event) ? way.started(event) : [];
      const inManagement = forwarding({
        stack: new Map(rules.map(([id, rule]) => [id, onBus(rule)])),
        management: MANAGEMENT,
        values: { ...VALUES, 'AWS::AccountId': MANAGEMENT },
      }).started(event);
      expect(elsewhere).toEqual(inManagement);
    },
  );

  it('an account that is created is enrolled by the forwarded event, and offboarded when it closes', async () => {
    const { world, engine } = await open();
    const created = sampleEvent('create-account-succeeded');
    expect(way.isForwarded(created) && way.isAccepted(MANAGEMENT)).toBe(true);
    expect(way.started(created)).toEqual(['EnrollAccount']);
    await expect(engine.run('enroll-account', created)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toMatchObject({ roles: [{}, {}], cloudcraft: [{}], crowdstrike: [{}] });
    const account = world.aws.state.accounts.get(ACCOUNT);
    if (account?.membership !== undefined) account.membership.state = 'PENDING_CLOSURE';
    const closed = { ...sampleEvent('close-account'), time: new Date().toISOString() };
    expect(way.started(closed)).toEqual(['OffboardAccount']);
    await expect(engine.run('offboard-account', closed)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toMatchObject({ roles: [], cloudcraft: [], crowdstrike: [] });
  });

  it('the roll is called, with the tags of each account asked for by itself', async () => {
    const FILTERS = JSON.stringify({ exclude: [{ type: 'tags', target_value: [{ env: 'tooling' }] }] });
    const { world, engine } = await open({ FILTERS });
    world.aws.state.accounts.get(TOOLING)?.membership?.tags.set('env', 'tooling');
    await expect(engine.run('roll-call', { depth: 'roles' })).resolves.toMatchObject({ status: 'SUCCEEDED' });
    const states = coverage(world).rows.map(({ accountId, state }) => [accountId, state]);
    expect(Object.fromEntries(states)).toEqual({
      [MANAGEMENT]: 'excluded',
      [TOOLING]: 'excluded',
      [ACCOUNT]: 'covered',
    });
  });

  it('without the resource policy nothing is done, and the execution fails, of which a notice is sent', async () => {
    const { world, engine } = await open();
    delete world.aws.state.organization.resourcePolicy;
    for (const [workflow, input] of [
      ['enroll-account', sampleEvent('create-account-succeeded')],
      ['offboard-account', { accountId: ACCOUNT }],
      ['roll-call', {}],
    ] as const) {
      const { status, cause } = await engine.run(workflow, input);
      expect([workflow, status, cause]).toEqual([
        workflow,
        'FAILED',
        expect.stringContaining('AccessDenied'),
      ]);
    }
    expect(holdings(world)).toMatchObject({ roles: [], cloudcraft: [], crowdstrike: [] });
  });

  it('a foreign account may not put events on the bus, and an event of one only sends a notice', () => {
    expect([MANAGEMENT, FOREIGN, TOOLING].map(way.isAccepted)).toEqual([true, false, false]);
    const foreign = { ...sampleEvent('create-account-succeeded'), account: FOREIGN };
    expect(way.isForwarded(foreign)).toBe(false);
    expect(way.started(foreign)).toEqual(['Failures']);
    expect(way.started(sampleEvent('create-account-succeeded'))).not.toContain('Failures');
    expect(stack.get('ForeignEvent')?.Properties).toMatchObject({ Targets: [{ Arn: { Ref: 'Failures' } }] });
  });

  it('the stack has no role in the management account, and may assume the one that is made there', async () => {
    const enabled = await resourcesWith({ ...GIVEN, managementAccount: 'ENABLED' });
    expect([...enabled.keys()].filter((id) => id.startsWith('Management'))).toEqual([]);
    const { 'assume-access-roles': policy } = policiesOf('EnsureRoleRole', {
      stack: enabled,
      values: VALUES,
    });
    expect(JSON.stringify(policy)).toContain(`arn:aws:iam::${MANAGEMENT}:role/RollcallAccess-prod`);
  });

  it('counts the events that a rule lost by the bus of the rule', () => {
    expect(stack.get('AccountCreatedLost')?.Properties['Dimensions']).toEqual([
      { Name: 'EventBusName', Value: { Ref: 'OrganizationEvents' } },
      { Name: 'RuleName', Value: '${self:service}-${sls:stage}-account-created' },
    ]);
    expect(JSON.stringify(stack.get('EventLost'))).toContain('ForeignEventLost');
  });
});

/** A rule of the default bus, for the same look at it. */
const onBus = ({ Type, Properties }: { Type: string; Properties: Record<string, unknown> }) => ({
  Type,
  Properties: { ...Properties, EventBusName: { Ref: 'OrganizationEvents' } },
});
