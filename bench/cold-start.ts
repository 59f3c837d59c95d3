import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { budgetOf } from './bundle.ts';
import { importTime, median } from './import-time.ts';
import { type Module, writeModules } from './modules.ts';

/**
 * `npm run bench`: what a cold start of each function has to read and to import. Prints a table, or with `--json` one
 * JSON document; the exit code is 1 when a bundle is larger than the budget. All times are of one run, and each round
 * takes every module once, so what slows the machine down for a while slows all of them.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '9' } },
});
const rounds = Math.max(9, Number.parseInt(values.rounds, 10) || 0);

/** One function's line. Times in milliseconds; the ratios are those of the medians. */
interface Line {
  function: string;
  bundleBytes: number;
  importMilliseconds: number;
  timesEmpty: number;
  timesBare: number;
  timesUnbundled: number;
}

const { modules, empty, remove } = await writeModules();
const lines = await measure().finally(remove);
console.log(values.json ? JSON.stringify({ rounds, functions: lines }, null, 2) : table());
const tooLarge = lines.filter((line) => line.bundleBytes > budgetOf(line.function));
for (const line of tooLarge)
  console.error(
    `✘ ${line.function}: ${kilobytes(line)} KB are over the budget of ${budgetOf(line.function) / 1024}`,
  );
process.exitCode = tooLarge.length > 0 ? 1 : 0;

async function measure(): Promise<Line[]> {
  const times = new Map<string, number[]>();
  const paths = [empty, ...modules.flatMap(({ bundled, bare, unbundled }) => [bundled, bare, unbundled])];
  // The first round is for the system's file cache and does not count.
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(`round ${round} of ${rounds}: ${paths.length} cold processes\n`);
    for (const path of paths) {
      const time = await importTime(path);
      if (round > 0) times.set(path, [...(times.get(path) ?? []), time]);
    }
  }
  const of = (path: string) => median(times.get(path) ?? []);
  return modules.map((module) => line(module, of));
}

function line({ key, bytes, bundled, bare, unbundled }: Module, of: (path: string) => number): Line {
  return {
    function: key,
    bundleBytes: bytes,
    importMilliseconds: of(bundled),
    timesEmpty: of(bundled) / of(empty),
    timesBare: of(bundled) / of(bare),
    timesUnbundled: of(bundled) / of(unbundled),
  };
}

function table(): string {
  const made = new Table({
    head: ['function', 'bundle, KB', 'import, ms', '× empty module', '× bare clients', '× unbundled'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of lines) {
    const times = [
      row.importMilliseconds.toFixed(0),
      row.timesEmpty.toFixed(1),
      row.timesBare.toFixed(2),
      row.timesUnbundled.toFixed(2),
    ];
    made.push([row.function, kilobytes(row), ...times]);
  }
  return `${made}\nmedians of the processor time of ${rounds} cold processes, from their start until the import is done`;
}

function kilobytes({ bundleBytes }: Line): string {
  return (bundleBytes / 1024).toFixed(0);
}
