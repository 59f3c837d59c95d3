import type { Execution } from '../../emulators/engine/engine.ts';
import type { WorkflowEvent } from '../../emulators/engine/workflow-event.ts';
import { type Retrier, tasks } from '../configuration/workflows.ts';
import { scene } from '../scene.ts';

const retriers = tasks
  .filter(({ workflow }) => workflow === 'enroll-account')
  .flatMap(({ name, Retry }) =>
    Retry.map((retrier) => ({ state: name, error: retrier.ErrorEquals[0] ?? '', retrier })),
  );

/** What the file says of each wait, in seconds. */
const lengths = ({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds = Infinity }: Retrier) =>
  Array.from({ length: MaxAttempts }, (_, tried) =>
    Math.min(IntervalSeconds * BackoffRate ** tried, MaxDelaySeconds),
  );

/** The waits of a state before each further try, in simulated seconds, of one vendor where there are several. */
function waits({ events }: Execution, state: string): number[] {
  const found: number[] = [];
  let failedAt = 0;
  for (const event of events.filter((each) => isOf(each, state))) {
    if (event.type === 'StateFailed') failedAt = event.timestamp;
    if (event.type === 'StateRetried') found.push((event.timestamp - failedAt) / 1000);
  }
  return found;
}

const isOf = (event: WorkflowEvent, state: string) => 'state' in event && event.state.name === state;

it.each(retriers)('$state waits after $error as long as its file says', async ({ state, error, retrier }) => {
  const { engine, enroll } = await scene({ environment: { VENDORS: 'cloudcraft' } });
  const key = state.charAt(0).toLowerCase() + state.slice(1);
  engine.lambda.faults = [{ from: { function: key }, effect: 'none', error }];
  const seen = waits(await enroll(), state);
  const said = lengths(retrier);
  expect(seen).toHaveLength(said.length);
  // The interpreter counts whole milliseconds.
  const isRight = (wait: number, index: number) =>
    retrier.JitterStrategy === 'FULL'
      ? wait <= (said[index] ?? 0) + 0.001
      : Math.abs(wait - (said[index] ?? 0)) <= 0.001;
  expect(seen.filter((wait, index) => !isRight(wait, index))).toEqual([]);
});
