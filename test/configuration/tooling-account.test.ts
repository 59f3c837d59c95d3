import { globSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { Engine, type Execution, type Json } from '../../emulators/engine/engine.ts';
import { machinesIn } from '../../emulators/engine/machines.ts';
import { declaredRules } from '../../emulators/engine/rules.ts';
import { CoverageReport } from '../../lib/coverage/report.ts';
import { holdings, NOTHING } from '../holdings.ts';
import { ENABLED, sampleEvent, scene } from '../scene.ts';
import { accessRole, deployAccessRole, MANAGEMENT } from './access-role.ts';
import { resourcesWith } from './deployment.ts';
import { EventBridge } from './forwarding.ts';
import { kebab } from './naming.ts';
import { copiedWithoutFunctions, serverlessPackage } from './package.ts';
import { policiesOf } from './role-policies.ts';
import { ROOT } from './sources.ts';
import { deployedStack, rolePolicies, templateIn } from './tooling-stack.ts';

const TOOLING = '222233334444';
const FOREIGN = '777788889999';
const BUS = 'rollcall-prod-organization';
const defaultBus = (account: string) => `arn:aws:events:us-east-1:${account}:event-bus/default`;
const GIVEN = { managementAccountId: MANAGEMENT, accessRoles: 'RollcallAccess' };
const FILTERS = { exclude: [{ type: 'tags', target_value: [{ env: 'tooling' }] }] };

const Lambda = v.object({
  ...{ FunctionName: v.string(), Role: v.string() },
  Environment: v.object({ Variables: v.record(v.string(), v.string()) }),
});

/** What `serverless package` makes for a tooling account. */
let packaged: unknown;
beforeAll(async () => {
  const folder = await copiedWithoutFunctions();
  const parameters = { ...GIVEN, offboarding: 'ENABLED', filters: JSON.stringify(FILTERS) };
  await serverlessPackage(folder, ...Object.entries(parameters).map((pair) => `--param=${pair.join('=')}`));
  packaged = JSON.parse(
    await readFile(join(folder, 'out/cloudformation-template-update-stack.json'), 'utf8'),
  );
  await rm(folder, { recursive: true });
});

const management = (account: string) =>
  deployedStack(templateIn('infrastructure/management/rollcall-management.yml'), {
    account,
    parameters: { RollcallAccountId: TOOLING },
  });

/**
 * A world in which the packaged stack runs in a member account, with the roles, variables and secrets that are deployed
 * there, and the template for the management account is deployed in that one.
 */
async function open({ template = packaged, forwardedFrom = MANAGEMENT } = {}) {
  const { world } = await scene({ account: { id: TOOLING, accessRoles: [], tags: { env: 'tooling' } } });
  const { aws, environment } = world;
  const [stack, forwarding] = [deployedStack(template, { account: TOOLING }), management(forwardedFrom)];
  const machines = machinesIn('us-east-1', { account: TOOLING, name: 'rollcall-prod' });
  const engine = new Engine({ ...environment, VENDORS: ENABLED.join(',') }, aws.state.executions, machines);
  for (const [id, { Type, Properties }] of stack.resources) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const { FunctionName, Role, Environment } = v.parse(Lambda, Properties);
    const role = [...stack.resources.keys()].find((each) => stack.arnOf(each) === Role) ?? id;
    const {
      accessKeyId,
      secretAccessKey,
      sessionToken = '',
    } = aws.addPrincipal({
      arn: Role,
      policies: rolePolicies(stack, role),
    });
    engine.lambda.environments.set(FunctionName.replace('rollcall-prod-', ''), {
      ...Environment.Variables,
      ...Object.fromEntries(
        ENABLED.map((name) => [name.toUpperCase(), environment[name.toUpperCase()] ?? '']),
      ),
      ...{
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
      },
    });
  }
  aws.state.organization.resourcePolicy = v.parse(
    PolicyDocument,
    Object(forwarding.resources.get('ReadOrganization')?.Properties).Content,
  );
  for (const [name, value] of Object.entries(world.secrets))
    aws.putSecret({ accountId: TOOLING, region: 'us-east-1', name, value: JSON.stringify(value) });
  aws.state.accounts.get(MANAGEMENT)?.secrets.clear();
  const executions: Execution[] = [];
  const bridge: EventBridge = new EventBridge({ world, stacks: [stack, forwarding], start });
  aws.bus.subscribe((event) => bridge.put(defaultBus(MANAGEMENT), event));
  const organizations = new OrganizationsClient({
    ...{ endpoint: aws.url, region: 'us-east-1' },
    credentials: aws.addPrincipal({ arn: `arn:aws:iam::${MANAGEMENT}:user/operator` }),
  });
  return { world, stack, forwarding, bridge, executions, organizations, admit };

  /** Step Functions reports the end of each execution to the default bus of its account. */
  function start(stateMachineArn: string, input: object) {
    const workflow = machines.workflowOf(stateMachineArn);
    const ended = ({ name, status, error, cause }: Execution) =>
      bridge.put(defaultBus(TOOLING), {
        source: 'aws.states',
        'detail-type': 'Step Functions Execution Status Change',
        detail: {
          ...{ stateMachineArn, executionArn: machines.executionArn(workflow, name), name, status },
          ...{ input: JSON.stringify(input), error, cause },
        },
      });
    const json: Json = JSON.parse(JSON.stringify(input));
    engine.run(workflow, json).then((execution) => {
      executions.push(execution);
      ended(execution);
    });
  }

  /** What a StackSet does in a member account. */
  function admit(account: string) {
    deployAccessRole(world, account, accessRole(account, { ManagementAccountId: TOOLING }));
  }
}

const later = (seconds: number) => new Promise((over) => setTimeout(over, seconds * 1000));

/** Creates an account, which a StackSet reaches only after a while, and gives its id once all has come to rest. */
async function createAccount({
  world,
  organizations,
  admit,
}: Awaited<ReturnType<typeof open>>): Promise<string> {
  const { CreateAccountStatus } = await organizations.send(
    new CreateAccountCommand({ AccountName: 'Payments', Email: 'pay@example.com' }),
  );
  await later(120);
  const { AccountId = '' } = world.aws.state.creations.get(CreateAccountStatus?.Id ?? '') ?? {};
  world.aws.state.accounts.get(AccountId)?.roles.clear();
  admit(AccountId);
  await later(3600);
  return AccountId;
}

describe('in another account than the management account', () => {
  it('an account is enrolled by the forwarded event, found by a roll call, and offboarded when it closes', async () => {
    const opened = await open();
    const { world, bridge, executions, organizations } = opened;
    const account = await createAccount(opened);
    expect(executions).toMatchObject([{ status: 'SUCCEEDED' }]);
    expect(holdings(world)).toMatchObject({ roles: [{}, {}], cloudcraft: [{}], crowdstrike: [{}] });

    bridge.due('rollcall-prod-roll-call-due');
    await later(3600);
    expect(executions.slice(1)).toMatchObject([{ status: 'SUCCEEDED', input: { dryRun: true } }]);
    const report = world.aws.state.objects.get('rollcall-prod-reports/coverage/latest.json')?.text ?? '';
    const states = v
      .parse(CoverageReport, JSON.parse(report))
      .rows.map(({ accountId, state }) => [accountId, state]);
    expect(Object.fromEntries(states)).toEqual({
      ...{ [MANAGEMENT]: 'excluded', [TOOLING]: 'excluded', [account]: 'covered' },
    });

    await organizations.send(new CloseAccountCommand({ AccountId: account }));
    await later(3600);
    expect(executions.slice(2)).toMatchObject([{ status: 'SUCCEEDED' }, { status: 'SUCCEEDED' }]);
    expect(holdings(world)).toEqual(NOTHING);
    expect(bridge).toMatchObject({ notices: [], deadLetters: new Map() });
  });

  it('without the resource policy nothing is done, and each execution that fails sends a notice', async () => {
    const opened = await open();
    const { world, stack, bridge, executions, organizations } = opened;
    delete world.aws.state.organization.resourcePolicy;
    const account = await createAccount(opened);
    bridge.due('rollcall-prod-roll-call-due');
    await organizations.send(new CloseAccountCommand({ AccountId: account }));
    await later(7200);
    const refused = { status: 'FAILED', cause: expect.stringContaining('AccessDenied') };
    expect(executions).toMatchObject([refused, refused, refused, refused]);
    expect(holdings(world)).toEqual(NOTHING);
    expect(bridge.notices).toHaveLength(executions.length);
    expect(bridge.notices[0]).toContain('Rollcall (prod): an execution failed with AccessDeniedError');
    expect(bridge.alarms(stack)).toEqual(['ExecutionFailed']);
  });

  const changed = (from: string | RegExp, to: string) =>
    JSON.parse(JSON.stringify(packaged).replaceAll(from, to));
  const BUS_POLICY = /"AWS":\{"Fn::Sub":"arn:[^"]*:iam::111122223333:root"\}/g;

  it.each([
    ['from a foreign account with the same forwarding', { forwardedFrom: FOREIGN }],
    ['of a management account that the stack does not name', { managementAccountId: FOREIGN }],
    ['for a bus that does not exist', { bus: 'rollcall-test-organization' }],
  ])(
    'an event %s starts nothing, and goes to the dead-letter queue, which has an alarm',
    async (_, special) => {
      const { forwardedFrom = MANAGEMENT, managementAccountId = MANAGEMENT, bus = BUS } = Object(special);
      const template = changed(MANAGEMENT, managementAccountId);
      const opened = await open({
        template: JSON.parse(JSON.stringify(template).replaceAll(BUS, bus)),
        forwardedFrom,
      });
      const { world, stack, forwarding, bridge, executions } = opened;
      const event = { ...sampleEvent('create-account-succeeded'), account: forwardedFrom };
      bridge.put(defaultBus(forwardedFrom), event);
      await later(3600);
      expect([executions, bridge.notices, holdings(world)]).toEqual([[], [], NOTHING]);
      expect([...bridge.deadLetters]).toMatchObject([[forwarding.arnOf('UnforwardedEvents'), [{ event }]]]);
      expect([bridge.alarms(forwarding), bridge.alarms(stack)]).toEqual([['EventUnforwarded'], []]);
    },
  );

  it('where anybody may put events on the bus, one of a foreign account only sends a notice', async () => {
    const { world, bridge, executions } = await open({
      template: changed(BUS_POLICY, '"AWS":"*"'),
      forwardedFrom: FOREIGN,
    });
    bridge.put(defaultBus(FOREIGN), { ...sampleEvent('create-account-succeeded'), account: FOREIGN });
    await later(3600);
    expect([executions, holdings(world), bridge.deadLetters]).toEqual([[], NOTHING, new Map()]);
    expect(bridge.notices).toEqual([expect.stringContaining(`Account: ${FOREIGN}`)]);
  });

  it('an event that can neither be forwarded nor kept in the queue has an alarm, too', async () => {
    const { forwarding, bridge } = await open({ template: changed(BUS, 'another-bus') });
    forwarding.resources.delete('UnforwardedEventsPolicy');
    bridge.put(defaultBus(MANAGEMENT), sampleEvent('create-account-succeeded'));
    expect([bridge.deadLetters, bridge.alarms(forwarding)]).toEqual([new Map(), ['EventLost']]);
  });

  it('every sample event starts there what it starts in the management account', async () => {
    const { world } = await scene();
    const started: string[] = [];
    const stack = deployedStack(changed('"State":"DISABLED"', '"State":"ENABLED"'), { account: TOOLING });
    const bridge = new EventBridge({
      ...{ world, stacks: [stack, management(MANAGEMENT)] },
      start: (machine) => started.push(machine.split(':rollcall-prod-').at(-1) ?? ''),
    });
    for (const file of globSync('events/*.json', { cwd: ROOT })) {
      const event = sampleEvent(basename(file, '.json'));
      const machines = declaredRules().flatMap((rule) => (rule.matches(event) ? (rule.machine ?? []) : []));
      bridge.put(defaultBus(MANAGEMENT), event);
      expect([file, ...started.splice(0)]).toEqual([file, ...machines.map(kebab)]);
    }
    expect(bridge.deadLetters).toEqual(new Map());
  });

  it('the stack has no role in the management account, and may assume the one that is made there', async () => {
    const enabled = await resourcesWith({ ...GIVEN, managementAccount: 'ENABLED' });
    expect([...enabled.keys()].filter((id) => id.startsWith('Management'))).toEqual([]);
    const { 'assume-access-roles': policy } = policiesOf('EnsureRoleRole', { stack: enabled });
    expect(JSON.stringify(policy)).toContain(`arn:aws:iam::${MANAGEMENT}:role/RollcallAccess-prod`);
  });

  it('counts the events that a rule lost by the bus of the rule', () => {
    const { resources, arnOf } = deployedStack(packaged, { account: TOOLING });
    expect(resources.get('AccountCreatedLost')?.Properties).toMatchObject({
      Dimensions: [
        { Name: 'EventBusName', Value: BUS },
        { Name: 'RuleName', Value: 'rollcall-prod-account-created' },
      ],
    });
    expect(JSON.stringify(resources.get('EventLost'))).toContain(arnOf('ForeignEventLost'));
  });
});
