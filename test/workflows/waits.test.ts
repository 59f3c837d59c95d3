import * as z from 'zod';
import type { Execution } from '../../emulators/engine/engine.ts';
import type { WorkflowEvent } from '../../emulators/engine/workflow-event.ts';
import { tasks } from '../configuration/workflows.ts';
import { type Scene, scene } from '../scene.ts';

const Retrier = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number(),
  BackoffRate: z.number(),
  MaxAttempts: z.number(),
  MaxDelaySeconds: z.number(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
});
type Retrier = z.infer<typeof Retrier>;

const retriers = tasks
  .filter(({ workflow }) => workflow === 'enroll-account')
  .flatMap(({ name, Retry }) =>
    z
      .array(Retrier)
      .parse(Retry)
      .map((retrier) => ({ state: name, error: retrier.ErrorEquals[0] ?? '', retrier })),
  );

/** What the file says of each wait, in seconds. */
const lengths = ({ IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds }: Retrier) =>
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

/** The history of each step of an execution, with the time since its start in milliseconds. */
const history = ({ events }: Execution) => {
  const start = events[0]?.timestamp ?? 0;
  return events
    .map((event) => {
      const { name = '', input } = 'state' in event ? event.state : {};
      const { vendor = '' } = z.object({ vendor: z.string() }).partial().catch({}).parse(input);
      return `${vendor} ${name} ${event.timestamp - start} ${event.type} ${'Error' in event ? event.Error : ''}`;
    })
    .sort();
};

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

describe('ten disturbed enrollments', () => {
  const random = Math.random;
  afterEach(() => {
    Math.random = random;
  });

  /** Numbers that are the same each time: mulberry32. */
  const seeded = (seed: number) => () => {
    seed += 0x6d2b79f5;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  const CUT = { cut: 'connection' } as const;
  const LATE = { delaySeconds: 100, part: 'body' } as const;
  const disturbances = [
    ...['sts:AssumeRole', 'iam:GetRole', 'organizations:', 'POST /aws', 'POST /oauth2'].map((call) => ({
      ...{ call, answer: CUT },
    })),
    ...['iam:CreateRole', 'secretsmanager:', 'GET /aws/account$', 'GET /cloud', 'POST /cloud'].map(
      (call) => ({
        ...{ call, answer: LATE },
      }),
    ),
  ];

  async function play(): Promise<string[][]> {
    const played: Scene = await scene({
      switches: { aws: { accountNotReadySeconds: 90, roleNotAssumableSeconds: 15 } },
    });
    const histories: string[][] = [];
    for (const [index, { call, answer }] of disturbances.entries()) {
      Math.random = seeded(index);
      const { id } = played.world.aws.createAccount({ name: 'Sandbox' });
      played.world.network.faults = [{ call, times: 4, answer }];
      histories.push(history(await played.engine.run('enroll-account', { accountId: id })));
    }
    return histories;
  }

  it('played twice give the same histories, to the millisecond', async () => {
    const [one, other] = [await play(), await play()];
    expect(one.flat().filter((event) => event.includes('StateRetried')).length).toBeGreaterThan(40);
    expect(other).toEqual(one);
  });
});
