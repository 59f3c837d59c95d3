import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { simulateTime } from '../emulators/clock/clock.ts';
import { Engine, type Execution } from '../emulators/engine/engine.ts';
import { captureLogs } from '../emulators/engine/logs.ts';
import { vendorNames } from '../emulators/vendors.ts';
import { startWorld, type World } from '../emulators/world.ts';
import { vendors } from '../lib/vendors/index.ts';
import { watchInvocations } from './invocations.ts';

/**
 * Many enrollments at once, under the documented rate limits of the vendors and of AWS Organizations, each call with its
 * usual latency: `npm run bench:storms -- 300` plays one of them. `--family cloud-security` registers with that family
 * of CrowdStrike's; `--propagation 10` has a vendor wait for each new role so many seconds; `--a-second Infinity`
 * starts all at once. Organizations creates accounts five at a time, so a thousand do not end in the same second. With `--real-time` nothing is simulated, to see that both clocks agree.
 */
const STORMS = [
  { executions: 30, aSecond: Number.POSITIVE_INFINITY },
  { executions: 100, aSecond: Number.POSITIVE_INFINITY },
  { executions: 300, aSecond: 20 },
  { executions: 1000, aSecond: 10 },
];
/** How long a call takes, in seconds: measured against AWS and the vendors from one region, roughly. */
const LATENCY = { aws: 0.04, vendor: 0.15 };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    family: { type: 'string', default: 'd4c' },
    propagation: { type: 'string', default: '0' },
    'a-second': { type: 'string' },
    'real-time': { type: 'boolean', default: false },
  },
});

const names = vendorNames();
const table = new Table({
  head: [
    ...['executions', 'a second', 'failed', 'last end', ...names.map((name) => `${name} accepted/refused`)],
    ...['of the limit', 'Lambda s each', 'at once', 'transitions', 'real'],
  ],
  style: { head: [], border: [], compact: true },
});
for (const { executions, aSecond } of STORMS) {
  if (positionals.length > 0 && !positionals.includes(String(executions))) continue;
  const began = performance.now();
  const endSimulation = options['real-time'] ? () => undefined : simulateTime();
  const release = captureLogs(() => undefined);
  table.push([
    ...(await play(executions, Number(options['a-second'] ?? aSecond))),
    `${((performance.now() - began) / 1000).toFixed(0)} s`,
  ]);
  release();
  endSimulation();
}
console.log(
  `${table}\nof the limit: the time of the last end, to what the accepted calls take at the slowest vendor's rate; at once: functions at most`,
);

/** Plays one storm; gives a line of the table. */
async function play(executions: number, aSecond: number): Promise<string[]> {
  const world = await startWorld();
  const start = Date.now();
  world.switches.aws.organizationsThrottled = true;
  world.switches.aws.roleNotAssumableSeconds = Number(options.propagation);
  world.network.latencySeconds = { aws: LATENCY.aws };
  for (const name of names) world.network.latencySeconds[name] = LATENCY.vendor;
  const settings = { ...world.crowdstrike.settings, apiFamily: options.family };
  const engine = new Engine({ ...world.environment, CROWDSTRIKE: JSON.stringify(settings) });
  const invocations = watchInvocations(engine);
  const accounts = Array.from({ length: executions }, () => world.aws.createAccount({ name: 'Storm' }).id);
  const ended = await Promise.all(
    accounts.map(async (accountId, index) => {
      await new Promise((due) => setTimeout(due, (index / aSecond) * 1000));
      return engine.run('enroll-account', { accountId });
    }),
  );
  const failed = ended.filter(({ status }) => status !== 'SUCCEEDED');
  for (const { cause } of failed.slice(0, 3)) process.stderr.write(`${cause}\n`);
  await world.close();
  const seconds = (lastEnd(ended) - start) / 1000;
  const transitions = ended.flatMap(({ events }) => events.filter(isTransition)).length;
  return [
    ...[
      String(executions),
      Number.isFinite(aSecond) ? String(aSecond) : 'at once',
      String(failed.length),
      `${seconds.toFixed(0)} s`,
    ],
    ...names.map((name) => calls(world, name)),
    (seconds / Math.max(...names.map((name) => secondsAtRate(world, name)))).toFixed(2),
    (invocations.seconds() / executions).toFixed(1),
    String(invocations.most()),
    (transitions / executions).toFixed(0),
  ];
}

function lastEnd(ended: Execution[]): number {
  return Math.max(...ended.map(({ events }) => events.at(-1)?.timestamp ?? 0));
}

function isTransition({ type }: Execution['events'][number]): boolean {
  return type === 'StateEntered' || type === 'StateRetried';
}

/** What the accepted calls take at the vendor's documented rate. */
function secondsAtRate(world: World, vendor: string): number {
  const { pace } = vendors[vendor] ?? {};
  return pace === undefined ? 0 : (accepted(world, vendor) * pace.seconds) / pace.requests;
}

function answered({ network }: World, vendor: string) {
  return network.calls.filter(({ to }) => to === vendor);
}

function accepted(world: World, vendor: string): number {
  return answered(world, vendor).filter(({ status }) => status !== 429).length;
}

function calls(world: World, vendor: string): string {
  const taken = accepted(world, vendor);
  const refused = answered(world, vendor).length - taken;
  return `${taken} / ${refused} (${((100 * refused) / taken).toFixed(0)} %)`;
}
