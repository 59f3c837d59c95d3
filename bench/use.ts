import type { Execution } from '../emulators/engine/engine.ts';
import type { LogLine } from '../emulators/engine/logs.ts';
import { isTransition } from './executions.ts';
import { watchInvocations } from './invocations.ts';
import type { Charged } from './prices.ts';
import type { Simulated } from './simulate.ts';

/** Memory of a function, as `serverless.yml` has it. */
const GIGABYTES = 0.5;
/** What Lambda logs of an invocation by itself: its start, its end and its report. */
const PLATFORM_BYTES = 400;
/** What CloudWatch Logs counts beside each line. Source: its User Guide, "CloudWatch Logs quotas". */
const LINE_BYTES = 26;

/** What the work uses of what AWS charges for, by the names of the prices. @param lines where the lines of the functions go */
export async function use(
  { world, engine }: Simulated,
  lines: LogLine[],
  work: () => Promise<unknown>,
): Promise<Record<Charged, number>> {
  const invocations = watchInvocations(engine);
  const ended: Execution[] = [];
  const run = engine.run.bind(engine);
  engine.keepsHistory = true;
  engine.run = async (workflow, input, start) => {
    const execution = await run(workflow, input, start);
    ended.push(execution);
    return execution;
  };
  await work();
  const calls = (name: string) => world.network.calls.filter((call) => call.name === name).length;
  const histories = [...world.aws.state.executions.values()].flatMap(({ executionArn, history = [] }) =>
    history.map((event) => ({ executionArn, ...event })),
  );
  const bytes = [...lines, ...histories, ...ended.flatMap(ofItems)]
    .map((line) => JSON.stringify(line).length + LINE_BYTES)
    .reduce((sum, length) => sum + length, 0);
  return {
    transitions: ended.flatMap(({ events }) => events.filter(isTransition)).length,
    invocations: invocations.count,
    'GB-seconds': invocations.seconds * GIGABYTES,
    'DynamoDB writes': calls('dynamodb:UpdateItem'),
    'secret reads': calls('secretsmanager:GetSecretValue'),
    'S3 writes': calls('s3:PutObject'),
    'S3 reads': calls('s3:GetObject'),
    'GB of logs': (bytes + invocations.count * PLATFORM_BYTES) / 1e9,
  };
}

/**
 * The events of a Distributed Map's items, whose histories are not that of the roll call, but are logged as well. The
 * interpreter's have the input of the whole map in each.
 */
const ofItems = ({ events }: Execution) =>
  events.flatMap((event) =>
    'parentState' in event ? [{ ...event, parentState: event.parentState.name }] : [],
  );
