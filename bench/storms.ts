import { simulateTime } from '../emulators/clock/clock.ts';
import { Engine, type Execution } from '../emulators/engine/engine.ts';
import { vendorNames } from '../emulators/vendors.ts';
import { startWorld, type World } from '../emulators/world.ts';

/**
 * Executions that start at once, or so many a second: `npm run bench:storms -- 300` plays one of them.
 * With `--real-time` nothing is simulated, to see that both clocks agree.
 */
const STORMS = [
  { executions: 30, aSecond: Number.POSITIVE_INFINITY },
  { executions: 100, aSecond: Number.POSITIVE_INFINITY },
  { executions: 200, aSecond: 20 },
  { executions: 240, aSecond: 20 },
  { executions: 300, aSecond: 20 },
  { executions: 1000, aSecond: 10 },
];
/** How long a call takes, in seconds: measured against AWS and the vendors from one region, roughly. */
const LATENCY = { aws: 0.04, vendor: 0.15 };

const options = process.argv.slice(2);
const simulated = !options.includes('--real-time');
const wanted = options.map(Number).filter(Number.isFinite);

console.log(
  'executions  started     succeeded  failed  last end  vendor: accepted / refused     transitions  real',
);
for (const storm of STORMS) {
  if (wanted.length > 0 && !wanted.includes(storm.executions)) continue;
  const began = performance.now();
  const endSimulation = simulated ? simulateTime() : () => {};
  console.log(`${await play(storm)}  ${((performance.now() - began) / 1000).toFixed(0)} s`);
  endSimulation();
}

/** Plays one storm under the vendors' documented limits; gives a line of the table. */
async function play({ executions, aSecond }: (typeof STORMS)[number]): Promise<string> {
  const world = await startWorld();
  const start = Date.now();
  world.switches.aws.organizationsThrottled = true;
  world.network.latencySeconds = { aws: LATENCY.aws };
  for (const name of vendorNames()) world.network.latencySeconds[name] = LATENCY.vendor;
  const engine = new Engine(world.environment);
  const accounts = Array.from({ length: executions }, () => world.aws.createAccount({ name: 'Storm' }).id);
  const ended = await Promise.all(
    accounts.map(async (accountId, index) => {
      await new Promise((due) => setTimeout(due, (index / aSecond) * 1000));
      return engine.run('enroll-account', { accountId });
    }),
  );
  const succeeded = ended.filter(({ status }) => status === 'SUCCEEDED').length;
  await world.close();
  return [
    String(executions).padStart(10),
    (Number.isFinite(aSecond) ? `${aSecond} a second` : 'at once').padEnd(11),
    String(succeeded).padStart(10),
    String(executions - succeeded).padStart(7),
    `${Math.round((lastEnd(ended) - start) / 1000)} s`.padStart(9),
    ` ${vendorNames()
      .map((name) => calls(world, name))
      .join(', ')
      .padEnd(29)}`,
    (ended.flatMap(({ events }) => events.filter(isTransition)).length / executions).toFixed(0).padStart(12),
  ].join(' ');
}

function lastEnd(ended: Execution[]): number {
  return Math.max(...ended.map(({ events }) => events.at(-1)?.timestamp ?? 0));
}

function isTransition({ type }: Execution['events'][number]): boolean {
  return type === 'StateEntered' || type === 'StateRetried';
}

function calls({ network }: World, vendor: string): string {
  const answered = network.calls.filter(({ to }) => to === vendor);
  const refused = answered.filter(({ status }) => status === 429).length;
  return `${vendor}: ${answered.length - refused} / ${refused}`;
}
