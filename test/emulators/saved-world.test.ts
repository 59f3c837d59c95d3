import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import * as sfn from '@aws-sdk/client-sfn';
import { captureLogs } from '../../emulators/engine/logs.ts';
import { deployStack } from '../../emulators/engine/stack.ts';
import { type SavedWorld, savedWorld, saveWorld } from '../../emulators/saved-world.ts';
import { startWorld } from '../../emulators/world.ts';
import { ACCOUNT, ENABLED } from '../scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
const file = join(folder, 'world.json');
afterAll(captureLogs(() => undefined));

const later = (seconds: number) => new Promise((over) => setTimeout(over, seconds * 1000));
const OTHER = '555566667777';
const machine = (name: string) => `arn:aws:states:us-east-1:111122223333:stateMachine:rollcall-local-${name}`;

/** A world with the stack, and clients of an operator; `credentials` may be those of an earlier one. */
async function running(saved?: SavedWorld, credentials?: { accessKeyId: string; secretAccessKey: string }) {
  const world = await startWorld({ saved });
  const operator = credentials ?? world.aws.addPrincipal({ arn: 'arn:aws:iam::111122223333:user/operator' });
  deployStack(world, { offboarding: 'ENABLED' });
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '' } = world.environment;
  const configuration = { endpoint, region, credentials: operator, maxAttempts: 1 };
  const steps = new sfn.SFNClient(configuration);
  const start = (name: string, input: object) =>
    steps.send(
      new sfn.StartExecutionCommand({ stateMachineArn: machine(name), input: JSON.stringify(input) }),
    );
  const ended = async (executionArn = ''): Promise<sfn.DescribeExecutionCommandOutput> => {
    const execution = await steps.send(new sfn.DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await later(1);
    return ended(executionArn);
  };
  const organizations = new OrganizationsClient(configuration);
  return { world, configuration, operator, organizations, steps, start, ended };
}

it('a world that is kept goes on with all that AWS and the vendors knew', async () => {
  const one = await running();
  one.world.aws.createAccount({ id: ACCOUNT, name: 'Sandbox' });
  one.world.aws.createAccount({ id: OTHER, name: 'Payments' });
  const rollCall = await one.start('roll-call', {});
  await expect(one.ended(rollCall.executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED' });
  saveWorld(one.world, file);
  await one.world.close();
  expect([readdirSync(folder), statSync(file).mode & 0o777]).toEqual([['world.json'], 0o600]);

  const two = await running(savedWorld(file), one.operator);
  for (const vendor of ENABLED) expect(two.world[vendor].holds()).toEqual(one.world[vendor].holds());
  expect(two.world.secrets).toEqual(one.world.secrets);
  expect(two.world.aws.state.objects).toEqual(one.world.aws.state.objects);
  const { Contents } = await new S3Client({ ...two.configuration, forcePathStyle: true }).send(
    new ListObjectsV2Command({ Bucket: 'Reports', Prefix: 'coverage/latest' }),
  );
  expect(Contents).toHaveLength(3);
  await expect(two.ended(rollCall.executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED' });
  const { events = [] } = await two.steps.send(
    new sfn.GetExecutionHistoryCommand({ executionArn: rollCall.executionArn, maxResults: 1000 }),
  );
  expect(events.at(-1)).toMatchObject({ type: 'ExecutionSucceeded', timestamp: expect.any(Date) });

  const again = await two.start('roll-call', { depth: 'roles' });
  await expect(two.ended(again.executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED' });
  for (const vendor of ENABLED) expect(two.world[vendor].holds()).toEqual(one.world[vendor].holds());
  await two.organizations.send(new CloseAccountCommand({ AccountId: ACCOUNT }));
  await later(120);
  for (const vendor of ENABLED)
    expect(two.world[vendor].holds().map(({ accountId }) => accountId)).toEqual([OTHER]);
  await two.world.close();
});

it('a world that is stopped in the middle goes on with what AWS was doing, and aborts its executions', async () => {
  const one = await running(undefined);
  one.world.aws.createAccount({ id: ACCOUNT, name: 'Sandbox' });
  one.world.switches.aws.accountNotReadySeconds = 600;
  const { executionArn } = await one.start('roll-call', {});
  await later(30);
  await one.organizations.send(new CreateAccountCommand({ AccountName: 'New', Email: 'new@example.com' }));
  await one.organizations.send(new CloseAccountCommand({ AccountId: ACCOUNT }));
  saveWorld(one.world, file);
  const arns = [...one.world.aws.state.executions.keys()];
  for (const arn of arns) await one.steps.send(new sfn.StopExecutionCommand({ executionArn: arn }));
  await one.world.close();

  const two = await running(savedWorld(file), one.operator);
  const aborted = { status: 'ABORTED', cause: expect.stringContaining('start it again') };
  expect(await two.ended(executionArn)).toMatchObject(aborted);
  const { mapRuns = [] } = await two.steps.send(new sfn.ListMapRunsCommand({ executionArn }));
  expect(
    await two.steps.send(new sfn.DescribeMapRunCommand({ mapRunArn: mapRuns[0]?.mapRunArn })),
  ).toMatchObject({ status: 'ABORTED', itemCounts: { total: 1, aborted: 1 } });
  const { executions = [] } = await two.steps.send(
    new sfn.ListExecutionsCommand({ stateMachineArn: machine('enroll-account') }),
  );
  expect(await two.ended(executions[0]?.executionArn)).toMatchObject(aborted);
  await later(300);
  const members = [...two.world.aws.state.accounts.values()].map(({ membership }) => membership?.name);
  expect(members).toContain('New');
  expect(two.world.aws.state.accounts.get(ACCOUNT)?.membership?.state).toBe('CLOSED');
  for (const vendor of ENABLED)
    expect(two.world[vendor].holds()).toMatchObject([{ status: expect.any(String) }]);
  await two.world.close();
});

it.each([
  { what: 'no JSON', text: 'hello' },
  { what: 'other JSON', text: '{"format":"another"}' },
  { what: 'half a state', text: '{"format":"rollcall-world-1"' },
])('a file with $what is not taken for a world', ({ text }) => {
  const other = join(folder, 'other.json');
  writeFileSync(other, text);
  expect(() => savedWorld(other)).toThrow(`"${other}" does not hold the state of a world`);
});
