import {
  CloudTrailClient,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient, DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import {
  GetAccountSettingsCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateAccountCommand,
  DescribePolicyCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import type { AwsSwitches } from '../../emulators/aws/switches.ts';
import { captureLogs } from '../../emulators/engine/logs.ts';
import { deployStack } from '../../emulators/engine/stack.ts';
import { startWorld, type World } from '../../emulators/world.ts';
import { ACCOUNT } from '../scene.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});
afterAll(captureLogs(() => undefined));

/** A world with the stack, and clients of an operator who may do that. */
async function deployed(Action = '*') {
  const world = await startWorld();
  open.push(world);
  world.aws.createAccount({ id: ACCOUNT, name: 'Sandbox' });
  deployStack(world);
  const policy = {
    Version: '2012-10-17' as const,
    Statement: { Effect: 'Allow' as const, Action, Resource: '*' },
  };
  const credentials = world.aws.addPrincipal({
    arn: 'arn:aws:iam::111122223333:user/operator',
    policies: [policy],
  });
  const configuration = { endpoint: world.aws.url, region: 'us-east-1', credentials, maxAttempts: 1 };
  return {
    world,
    trails: new CloudTrailClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
    events: new EventBridgeClient(configuration),
    lambda: new LambdaClient(configuration),
    organizations: new OrganizationsClient(configuration),
    sns: new SNSClient(configuration),
  };
}

type Operator = Awaited<ReturnType<typeof deployed>>;

const topic = (name: string) => ({ TopicArn: `arn:aws:sns:us-east-1:111122223333:${name}` });

const refusals: [what: string, name: string, send: (operator: Operator) => Promise<unknown>][] = [
  [
    'the status of an unknown trail',
    'TrailNotFoundException',
    ({ trails }) => trails.send(new GetTrailStatusCommand({ Name: 'other' })),
  ],
  [
    'the selectors of an unknown trail',
    'TrailNotFoundException',
    ({ trails }) => trails.send(new GetEventSelectorsCommand({ TrailName: 'other' })),
  ],
  [
    'an unknown policy',
    'PolicyNotFoundException',
    ({ organizations }) => organizations.send(new DescribePolicyCommand({ PolicyId: 'p-other123' })),
  ],
  [
    'the targets of an unknown policy',
    'PolicyNotFoundException',
    ({ organizations }) => organizations.send(new ListTargetsForPolicyCommand({ PolicyId: 'p-other123' })),
  ],
  [
    'subscriptions of what is not a topic',
    'InvalidParameterException',
    ({ sns }) => sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: 'Failures' })),
  ],
  [
    'subscriptions of an unknown topic',
    'NotFoundException',
    ({ sns }) => sns.send(new ListSubscriptionsByTopicCommand(topic('other'))),
  ],
  [
    'an unknown function',
    'ResourceNotFoundException',
    ({ lambda }) => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'other' })),
  ],
  [
    'what Lambda does not do here',
    'UnknownOperationException',
    ({ lambda }) => lambda.send(new ListFunctionsCommand({})),
  ],
];

const reads: [right: string, send: (operator: Operator) => Promise<unknown>][] = [
  ['cloudtrail:GetTrailStatus', ({ trails }) => trails.send(new GetTrailStatusCommand({ Name: 'x' }))],
  ['logs:DescribeResourcePolicies', ({ logs }) => logs.send(new DescribeResourcePoliciesCommand({}))],
  ['events:ListRules', ({ events }) => events.send(new ListRulesCommand({}))],
  ['lambda:GetAccountSettings', ({ lambda }) => lambda.send(new GetAccountSettingsCommand({}))],
  [
    'lambda:InvokeFunction',
    ({ lambda }) => lambda.send(new InvokeCommand({ FunctionName: 'rollcall-local-confirmAccess' })),
  ],
  [
    'organizations:ListPolicies',
    ({ organizations }) => organizations.send(new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' })),
  ],
  [
    'sns:ListSubscriptionsByTopic',
    ({ sns }) => sns.send(new ListSubscriptionsByTopicCommand(topic('rollcall-local-failures'))),
  ],
];

describe('the account of the stack', () => {
  it.each(refusals)('refuses %s with %s', async (_, name, send) => {
    await expect(send(await deployed())).rejects.toMatchObject({ name });
  });

  it.each(reads)('lets nobody read without %s', async (right, send) => {
    const message = expect.stringContaining(`is not authorized to perform: ${right} on resource`);
    await expect(send(await deployed('iam:GetRole'))).rejects.toMatchObject({ message });
  });

  it('invokes a function, and answers its failure as an output', async () => {
    const { lambda } = await deployed();
    const invoke = async (id: string) => {
      const account = { id, name: 'Sandbox', partition: 'aws' };
      const Payload = JSON.stringify({ execution: 'test', account });
      return lambda.send(new InvokeCommand({ FunctionName: 'rollcall-local-confirmAccess', Payload }));
    };
    const [found, refused] = [await invoke(ACCOUNT), await invoke('999999999999')];
    expect(JSON.parse(found.Payload?.transformToString() ?? '')).toEqual({
      role: 'OrganizationAccountAccessRole',
    });
    expect(refused.FunctionError).toBe('Unhandled');
    expect(JSON.parse(refused.Payload?.transformToString() ?? '')).toMatchObject({
      errorType: 'AccountNotReadyError',
    });
  });

  it.each<[what: string, switches: Partial<AwsSwitches>, started: number]>([
    ['as it is', {}, 1],
    ['with a rule that somebody disabled', { disabledRules: ['rollcall-local-account-created'] }, 0],
    ['with a trail that was stopped', { trail: 'stopped' }, 0],
  ])('%s (%j), starts %i enrollments of what CreateAccount creates', async (_, switches, started) => {
    const { world, organizations } = await deployed();
    Object.assign(world.switches.aws, switches);
    await organizations.send(new CreateAccountCommand({ AccountName: 'Payments', Email: 'pay@example.com' }));
    await new Promise((later) => setTimeout(later, 60_000));
    expect(world.aws.state.executions.size).toBe(started);
  });
});
