import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { simulateTime } from '../../emulators/clock/clock.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import { storm } from './storm.ts';

/**
 * `npm run test:concurrency`: many accounts created at once, by Lambda's concurrency, in simulated time, with every vendor
 * answering and with each one hanging. Prints a table; the exit code is 1 when an execution failed by throttling alone.
 */
const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '300' },
    concurrency: { type: 'string', default: '10,30,50,100' },
    hanging: { type: 'string', default: ['', ...vendorNames()].join(',') },
  },
});
simulateTime();
const names = vendorNames();
const head = ['concurrency', 'hanging', 'succeeded', 'failed by throttling', 'refusals', 'minutes', ...names];
const table = new Table({ head, style: { head: [], border: [] } });
let throttledOut = 0;
for (const concurrency of values.concurrency.split(',').map(Number))
  for (const hanging of values.hanging.split(',')) {
    const accounts = Number(values.accounts);
    const after = await storm({ accounts, concurrency, hanging: hanging || undefined });
    throttledOut += after.throttledOut;
    const by = names.map((name) => after.vendors[name]);
    const row = [
      concurrency,
      hanging,
      after.succeeded,
      after.throttledOut,
      after.refusals,
      after.minutes.toFixed(1),
    ];
    table.push([...row, ...by.map((it) => `${it?.registered} in ${it?.lastAfterMinutes.toFixed(1)} min`)]);
    process.stderr.write(`${JSON.stringify({ accounts, concurrency, hanging, ...after })}\n`);
  }
console.log(table.toString());
process.exitCode = throttledOut > 0 ? 1 : 0;
