import Table from 'cli-table3';
import { simulateTime } from '../emulators/clock/clock.ts';
import { Engine } from '../emulators/engine/engine.ts';
import { captureLogs } from '../emulators/engine/logs.ts';
import { vendorNames } from '../emulators/vendors.ts';
import { startWorld } from '../emulators/world.ts';

/**
 * `npm run bench:one-account`: the calls and the time that one account takes with instances of the functions that start
 * cold, with warm ones, and a second time without a change. Each call takes its usual latency, and nothing else any time.
 */
const LATENCY = { aws: 0.04, vendor: 0.15 };

const table = new Table({
  head: ['enrollment', 'calls', 'time', 'status'],
  style: { head: [], border: [], compact: true },
});
const end = simulateTime();
const release = captureLogs(() => undefined);
const world = await startWorld();
world.network.latencySeconds = { aws: LATENCY.aws };
for (const name of vendorNames()) world.network.latencySeconds[name] = LATENCY.vendor;
// The access role of the accounts of this world, so that none is tried in vain.
const engine = new Engine({ ...world.environment, ACCESS_ROLES: 'OrganizationAccountAccessRole' });
const create = (name: string) => world.aws.createAccount({ name }).id;
table.push(await measure('cold', create('Cold')));
// Until every instance knows both vendors.
for (const name of ['one', 'two', 'three', 'four'])
  await engine.run('enroll-account', { accountId: create(name) });
const warm = create('Warm');
// Or Cloudcraft would ask to come later.
await new Promise((over) => setTimeout(over, 20_000));
table.push(await measure('warm', warm), await measure('again, without a change', warm));
await world.close();
release();
end();
console.log(String(table));

/** Enrolls an account; gives a line of the table. */
async function measure(name: string, accountId: string): Promise<string[]> {
  world.network.calls.length = 0;
  const start = Date.now();
  const { status } = await engine.run('enroll-account', { accountId });
  const seconds = ((Date.now() - start) / 1000).toFixed(2);
  // The others are the vendors' own, which assume the role.
  const calls = world.network.calls.filter(({ from }) => from !== undefined);
  if (process.argv.includes('--calls'))
    for (const { name: call, from } of calls)
      console.log([name, from?.function, from?.vendor, call].join(' '));
  return [name, String(calls.length), `${seconds} s`, status];
}
