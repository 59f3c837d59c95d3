import { endedBy } from '../cli/ended-by.ts';
import { benchmarks } from './benchmarks.ts';
import { printed } from './print.ts';
import { judged } from './result.ts';
import { write } from './write.ts';

/*
 * npm run bench                                lists the benchmarks
 * npm run bench -- <name> [options] [--json]   runs one, and prints a table, or its data
 * npm run bench -- --write [name…]             runs all, or those, and writes docs/performance.md
 *
 * The exit code is 1 when a goal is missed.
 */
const [name = '', ...args] = process.argv.slice(2);
const benchmark = benchmarks[name];
try {
  if (name === '--write') await write(args.length > 0 ? args.map(known) : Object.keys(benchmarks));
  else if (['', '--help'].includes(name)) list();
  else if (benchmark !== undefined) await run(benchmark);
  else known(name);
} catch (error) {
  process.exitCode = endedBy(error);
}

function list(): void {
  for (const [each, { what }] of Object.entries(benchmarks)) console.log(`${each.padEnd(18)}${what}`);
}

function known(asked: string): string {
  if (Object.hasOwn(benchmarks, asked)) return asked;
  throw new Error(`${asked} is not a benchmark; there are ${Object.keys(benchmarks).join(', ')}`);
}

async function run({ run: measure }: NonNullable<typeof benchmark>) {
  const result = await measure(args.filter((arg) => arg !== '--json'));
  console.log(args.includes('--json') ? JSON.stringify(result) : printed(result));
  process.exitCode = judged(result).every(({ isMet }) => isMet) ? 0 : 1;
}
