import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { simulateTime } from '../emulators/clock/clock.ts';
import { Engine } from '../emulators/engine/engine.ts';
import { captureLogs } from '../emulators/engine/logs.ts';
import { vendorNames } from '../emulators/vendors.ts';
import { startWorld } from '../emulators/world.ts';
import { addAccounts, addRegistrations } from './organization.ts';

/**
 * `npm run bench:roll-call`: a roll call of 100 and of 1,000 accounts that no vendor knows, and one of 10,000 that both
 * know, at the documented rate limits of AWS Organizations and of the vendors, each call with its usual latency. `--in-parallel` is the input's
 * `maxConcurrency`; `--enroll` and `--compare` take other numbers of accounts.
 */
/** How long a call takes, in seconds: measured against AWS and the vendors from one region, roughly. */
const LATENCY = { aws: 0.04, vendor: 0.15 };

const { values } = parseArgs({
  options: {
    'in-parallel': { type: 'string', default: '5' },
    enroll: { type: 'string', multiple: true, default: ['100', '1000'] },
    compare: { type: 'string', multiple: true, default: ['10000'] },
  },
});

const table = new Table({
  head: ['roll call', 'aws', ...vendorNames(), 'refused', 'simulated', 'real', 'memory', 'end'],
  style: { head: [], border: [], compact: true },
});
for (const count of values.enroll) table.push(await measure(Number(count), 'enroll'));
for (const count of values.compare) table.push(await measure(Number(count), 'compare'));
console.log(
  `${table}\ncalls to each; ${values['in-parallel']} enrollments in parallel; memory of the whole process`,
);

async function measure(count: number, kind: 'enroll' | 'compare'): Promise<string[]> {
  process.stderr.write(`${kind} ${count}\n`);
  const end = simulateTime();
  const release = captureLogs(() => undefined);
  const world = await startWorld();
  try {
    world.switches.aws.organizationsThrottled = true;
    world.network.latencySeconds = { aws: LATENCY.aws };
    for (const name of vendorNames()) world.network.latencySeconds[name] = LATENCY.vendor;
    const ids = addAccounts(world, count);
    if (kind === 'compare') addRegistrations(world, ids);
    const engine = new Engine(world.environment, world.aws.state.executions);
    const [simulated, real] = [Date.now(), performance.now()];
    const memory = watchMemory();
    const input = { maxConcurrency: Number(values['in-parallel']) };
    const { status, cause = '' } = await engine.run('roll-call', input);
    if (status !== 'SUCCEEDED') process.stderr.write(`${cause}\n`);
    const { calls } = world.network;
    const by = (to: string) => String(calls.filter((call) => call.to === to).length);
    return [
      `${kind} ${count}`,
      ...['aws', ...vendorNames()].map(by),
      String(calls.filter(({ status: answered }) => answered === 429).length),
      `${((Date.now() - simulated) / 1000).toFixed(0)} s`,
      `${((performance.now() - real) / 1000).toFixed(0)} s`,
      `${memory()} MB`,
      status,
    ];
  } finally {
    await world.close();
    release();
    end();
  }
}

/** What it returns gives the most that the process had until then, in MB. */
function watchMemory(): () => string {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const watch = setInterval(look, 1000);
  watch.unref();
  return () => {
    look();
    clearInterval(watch);
    return (most / 2 ** 20).toFixed(0);
  };
}
