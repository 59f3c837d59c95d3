import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import * as sfn from '@aws-sdk/client-sfn';
import { startControl } from '../../emulators/controls/control.ts';
import { captureLogs } from '../../emulators/engine/logs.ts';
import { deployStack } from '../../emulators/engine/stack.ts';
import { startWorld } from '../../emulators/world.ts';
import { ACCOUNT, ENABLED, sampleEvent } from '../scene.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});
afterAll(captureLogs(() => undefined));

/** A world with the stack, an account, and clients of an operator. */
async function deployed(parameters = {}) {
  const world = await startWorld();
  open.push(world.close);
  world.aws.createAccount({ id: ACCOUNT, name: 'Sandbox' });
  deployStack(world, parameters);
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '' } = world.environment;
  const credentials = world.aws.addPrincipal({ arn: 'arn:aws:iam::111122223333:user/operator' });
  const configuration = { endpoint, region, credentials, maxAttempts: 1 };
  const steps = new sfn.SFNClient(configuration);
  const { Stacks } = await new CloudFormationClient(configuration).send(
    new DescribeStacksCommand({ StackName: 'rollcall-local' }),
  );
  const output = (key: string) =>
    Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
  /** The description of an execution that has ended. */
  const ended = async (executionArn = ''): Promise<sfn.DescribeExecutionCommandOutput> => {
    const execution = await steps.send(new sfn.DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await new Promise((later) => setTimeout(later, 1000));
    return ended(executionArn);
  };
  const running = async (workflow: string) =>
    (await steps.send(new sfn.ListExecutionsCommand({ stateMachineArn: output(workflow) }))).executions ?? [];
  return { world, configuration, steps, output, ended, running };
}

const later = (seconds: number) => new Promise((over) => setTimeout(over, seconds * 1000));

describe('the stack in a world', () => {
  it('enrolls with every enabled vendor what CreateAccount creates', async () => {
    const { world, configuration, running, ended } = await deployed();
    await new OrganizationsClient(configuration).send(
      new CreateAccountCommand({ AccountName: 'Payments', Email: 'pay@example.com' }),
    );
    await later(5);
    const [execution, ...others] = await running('EnrollAccountArn');
    expect(others).toEqual([]);
    const { status, output = '' } = await ended(execution?.executionArn);
    expect(status).toBe('SUCCEEDED');
    const { id } = JSON.parse(output).account;
    for (const vendor of ENABLED) expect(world[vendor].holds()).toMatchObject([{ accountId: id }]);
  });

  it.each([
    { call: 'CloseAccount', Command: CloseAccountCommand, offboarding: 'ENABLED', known: 0, roles: 0 },
    { call: 'CloseAccount', Command: CloseAccountCommand, offboarding: 'REPORT', known: 1, roles: 1 },
    {
      call: 'RemoveAccountFromOrganization',
      ...{ Command: RemoveAccountFromOrganizationCommand, offboarding: 'ENABLED', known: 0, roles: 1 },
    },
  ])(
    'after $call, with offboarding=$offboarding, has $known registrations and $roles roles a vendor',
    async ({ Command, offboarding, known, roles }) => {
      const { world, configuration, steps, output, running, ended } = await deployed({ offboarding });
      const input = JSON.stringify({ accountId: ACCOUNT });
      const { executionArn } = await steps.send(
        new sfn.StartExecutionCommand({ stateMachineArn: output('EnrollAccountArn'), input }),
      );
      await expect(ended(executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED' });
      await new OrganizationsClient(configuration).send(new Command({ AccountId: ACCOUNT }));
      await later(300);
      for (const each of await running('OffboardAccountArn'))
        await expect(ended(each.executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED' });
      const holds = ENABLED.map((vendor) => world[vendor].holds());
      expect(holds.map(({ length }) => length)).toEqual(holds.map(() => known));
      const names = [...(world.aws.state.accounts.get(ACCOUNT)?.roles.values() ?? [])].map(
        ({ name }) => name,
      );
      const theirs = names.filter((name) => /^(cloudcraft|CrowdStrikeCSPMReader)$/.test(name));
      expect(theirs).toHaveLength(holds.length * roles);
    },
  );

  it.each([
    { event: 'create-account-succeeded', starts: 1 },
    { event: 'create-account-failed', starts: 0 },
    { event: 'account-joined-organization', starts: 0 },
    { event: 'control-tower-create-managed-account', starts: 0 },
  ])('starts $starts executions for the event $event, as its rules say', async ({ event, starts }) => {
    const { world, running } = await deployed();
    const { url, close } = await startControl(world);
    open.push(close);
    await fetch(`${url}/events`, { method: 'POST', body: JSON.stringify(sampleEvent(event)) });
    expect(await running('EnrollAccountArn')).toHaveLength(starts);
  });

  it('takes events of an operator, but none in the name of AWS', async () => {
    const { world, configuration } = await deployed();
    const put = (Source: string, Detail: string) => ({ Source, DetailType: 'Something', Detail });
    const { Entries, FailedEntryCount } = await new EventBridgeClient(configuration).send(
      new PutEventsCommand({
        Entries: [put('aws.organizations', '{}'), put('mine', '{'), put('mine', '{"a":1}')],
      }),
    );
    expect({ Entries, FailedEntryCount }).toMatchObject({
      Entries: [
        { ErrorCode: 'NotAuthorizedForSourceException' },
        { ErrorCode: 'MalformedDetail' },
        { EventId: expect.any(String) },
      ],
      FailedEntryCount: 2,
    });
    expect(world.aws.bus.events).toMatchObject([{ source: 'mine', detail: { a: 1 } }]);
  });

  it('gives the history of an execution, with each try of a state', async () => {
    const { world, steps, output, ended } = await deployed();
    world.switches.aws.accountNotReadySeconds = 20;
    const { executionArn } = await steps.send(
      new sfn.StartExecutionCommand({
        ...{ stateMachineArn: output('EnrollAccountArn'), input: JSON.stringify({ accountId: ACCOUNT }) },
      }),
    );
    await ended(executionArn);
    const history: sfn.HistoryEvent[] = [];
    for await (const { events = [] } of sfn.paginateGetExecutionHistory(
      { client: steps, pageSize: 10 },
      { executionArn },
    ))
      history.push(...events);
    expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => index + 1));
    const at = history.findIndex(({ type }) => type === 'LambdaFunctionFailed');
    expect(history[at]?.lambdaFunctionFailedEventDetails?.error).toBe('AccountNotReadyError');
    expect(history.slice(at - 3, at + 2).map(({ type }) => type)).toEqual([
      ...['TaskStateEntered', 'LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionFailed'],
      'LambdaFunctionScheduled',
    ]);
    const { events: [last] = [] } = await steps.send(
      new sfn.GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
    );
    expect(last?.type).toBe('ExecutionSucceeded');
  });

  it('starts an execution once by its name, and stops it', async () => {
    const { world, steps, output, ended } = await deployed();
    world.switches.aws.accountNotReadySeconds = 600;
    const start = (accountId: string) =>
      steps.send(
        new sfn.StartExecutionCommand({
          ...{ stateMachineArn: output('EnrollAccountArn'), name: 'one' },
          input: JSON.stringify({ accountId }),
        }),
      );
    const [first, same] = [await start(ACCOUNT), await start(ACCOUNT)];
    expect(same.executionArn).toBe(first.executionArn);
    await expect(start('111122223333')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await steps.send(new sfn.StopExecutionCommand({ executionArn: first.executionArn, cause: 'enough' }));
    expect(await ended(first.executionArn)).toMatchObject({ status: 'ABORTED', cause: 'enough' });
  });

  it('describes the Map Run of a roll call while it runs, and at its end', async () => {
    const { world, steps, output, ended } = await deployed();
    for (let more = 0; more < 7; more += 1) world.aws.createAccount();
    world.switches.aws.accountNotReadySeconds = 60;
    const { executionArn } = await steps.send(
      new sfn.StartExecutionCommand({
        stateMachineArn: output('RollCallArn'),
        input: '{"maxConcurrency":5}',
      }),
    );
    const described = async () => {
      const { mapRuns = [] } = await steps.send(new sfn.ListMapRunsCommand({ executionArn }));
      expect(mapRuns).toMatchObject([{ executionArn, stateMachineArn: `${output('RollCallArn')}/enroll` }]);
      const [{ mapRunArn } = { mapRunArn: '' }] = mapRuns;
      expect(mapRunArn).toMatch(
        /^arn:aws:states:us-east-1:111122223333:mapRun:rollcall-local-roll-call\/enroll:/,
      );
      return steps.send(new sfn.DescribeMapRunCommand({ mapRunArn }));
    };
    const counts = (some: object) => ({
      ...{ pending: 0, running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0, resultsWritten: 0 },
      ...{ total: 8, ...some },
    });
    await later(30);
    const running = await described();
    expect(running).toMatchObject({ status: 'RUNNING', maxConcurrency: 5, toleratedFailurePercentage: 100 });
    expect(running.itemCounts).toEqual(counts({ running: 5, pending: 3 }));
    await expect(ended(executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    const after = await described();
    expect(after).toMatchObject({ status: 'SUCCEEDED', executionArn, stopDate: expect.any(Date) });
    expect([after.itemCounts, after.executionCounts]).toEqual([
      counts({ succeeded: 8 }),
      counts({ succeeded: 8 }),
    ]);
    const { events = [] } = await steps.send(
      new sfn.GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
    );
    expect(events.filter(({ type }) => type === 'MapStateExited')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'PassStateEntered')).toEqual([]);
    await expect(
      steps.send(new sfn.DescribeMapRunCommand({ mapRunArn: `${after.mapRunArn}0` })),
    ).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });

  it('keeps the report of a roll call in its bucket', async () => {
    const { configuration, steps, output, ended } = await deployed();
    const { executionArn } = await steps.send(
      new sfn.StartExecutionCommand({ stateMachineArn: output('RollCallArn'), input: '{"dryRun":true}' }),
    );
    await expect(ended(executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    const s3 = new S3Client({ ...configuration, forcePathStyle: true });
    const Bucket = output('ReportsBucketName');
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'coverage/latest' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual([
      ...['coverage/latest.csv', 'coverage/latest.html', 'coverage/latest.json'],
    ]);
    const { CommonPrefixes } = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
    expect(CommonPrefixes).toEqual([{ Prefix: 'coverage/' }, { Prefix: 'roll-calls/' }]);
    await expect(
      s3.send(new DeleteObjectCommand({ Bucket, Key: 'coverage/latest.csv' })),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
    });
    const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'coverage/latest.csv' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'coverage/latest.csv' }));
    const text = (await Body?.transformToString()) ?? '';
    expect(text).toContain(ACCOUNT);
    expect(ContentLength).toBe(Buffer.byteLength(text));
  });
});
