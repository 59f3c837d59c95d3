import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { simulateTime } from '../../emulators/clock/clock.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import { storm } from './storm.ts';

/** How many minutes later than without a vendor that hangs the others may be done: two of the longest waits for Lambda. */
const LATER = 4;

/**
 * `npm run test:concurrency`: many accounts created at once, by Lambda's concurrency, in simulated time, with every vendor
 * answering and with each one hanging. Prints a table; the exit code is 1 when an execution failed by throttling alone,
 * or when a vendor that hangs delayed the others.
 */
const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100,300' },
    concurrency: { type: 'string', default: '10,30,50' },
    hanging: { type: 'string', default: vendorNames().join(',') },
  },
});
simulateTime();
const names = vendorNames();
const head = ['accounts', 'concurrency', 'hanging', 'failed by throttling', 'refusals', 'minutes', ...names];
const table = new Table({ head, style: { head: [], border: [] } });
let faults = 0;
for (const accounts of values.accounts.split(',').map(Number))
  for (const concurrency of values.concurrency.split(',').map(Number)) {
    const undisturbed = await play({ accounts, concurrency });
    for (const hanging of values.hanging.split(',')) {
      const vendors = await play({ accounts, concurrency, hanging });
      for (const name of names.filter((other) => other !== hanging)) {
        const { registered = 0, lastAfterMinutes = 0 } = vendors[name] ?? {};
        const usual = undisturbed[name]?.lastAfterMinutes ?? 0;
        if (registered < accounts || lastAfterMinutes > usual + LATER) faults += 1;
      }
    }
  }
console.log(table.toString());
process.exitCode = faults > 0 ? 1 : 0;

/** Plays a storm, adds its row, and gives what each vendor has. */
async function play(of: Parameters<typeof storm>[0]) {
  const { vendors, throttledOut, refusals, minutes } = await storm(of);
  faults += throttledOut;
  const row = [of.accounts, of.concurrency, of.hanging ?? '', throttledOut, refusals, minutes.toFixed(1)];
  const ends = names.map((name) => vendors[name]);
  table.push([...row, ...ends.map((end) => `${end?.registered} in ${end?.lastAfterMinutes.toFixed(1)} min`)]);
  return vendors;
}
