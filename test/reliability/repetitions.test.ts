import * as v from 'valibot';
import type { Execution } from '../../emulators/engine/engine.ts';
import { type Scene, scene } from '../scene.ts';
import { tally } from './tally.ts';

const { count, isStated } = tally('repetitions', ['enrollments']);

/** The history of each step of an execution, with the time since its start in milliseconds. */
const history = ({ events }: Execution) => {
  const start = events[0]?.timestamp ?? 0;
  return events
    .map((event) => {
      const { name = '', input } = 'state' in event ? event.state : {};
      const vendor = v.is(v.object({ vendor: v.string() }), input) ? input.vendor : '';
      return `${vendor} ${name} ${event.timestamp - start} ${event.type} ${'Error' in event ? event.Error : ''}`;
    })
    .sort();
};

describe('twenty disturbed enrollments', () => {
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

  const answers = [{ cut: 'connection' } as const, { delaySeconds: 100, part: 'body' } as const];
  const calls = [
    ...['sts:AssumeRole', 'iam:CreateRole', 'iam:GetRole', 'organizations:', 'secretsmanager:'],
    ...['POST /aws', 'GET /aws/account$', 'POST /oauth2', 'GET /cloud', 'POST /cloud'],
  ];
  const disturbances = answers.flatMap((answer) => calls.map((call) => ({ call, answer })));

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
    expect(one.flat().filter((event) => event.includes('StateRetried')).length).toBeGreaterThan(100);
    expect(other).toEqual(one);
    count('enrollments', one.length);
  });
});

isStated();
