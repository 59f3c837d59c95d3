import { parseArgs } from 'node:util';
import { KB_AT_MOST } from './bundle.ts';
import { importTime, median } from './import-time.ts';
import { type Module, writeModules } from './modules.ts';
import type { Case, Result } from './result.ts';

/**
 * What a cold start of each function has to read and to import. All times are of one run, and each round takes every
 * module once, so what slows the machine down for a while slows all of them.
 */
export async function coldStart(args: string[]): Promise<Result> {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '15' } } });
  const rounds = Math.max(1, Number.parseInt(values.rounds, 10) || 0);
  const { modules, empty, remove } = await writeModules();
  const cases = await measure({ modules, empty, rounds }).finally(remove);
  const goals = modules.flatMap(({ key }) => [
    { case: key, value: SIZE, atMost: KB_AT_MOST },
    { case: key, value: BARE, atMost: BARE_AT_MOST },
  ]);
  const note = `KB of the bundle, ms of the import. Measured on this machine: medians of the processor time of ${rounds} cold processes, from their start until the import is done; and medians of the ratios of each round. Empty: a module that holds nothing. Bare: the clients of AWS that it uses, with its calls and nothing else, bundled in the same way. Unbundled: our own code in one file, with the rest from node_modules.`;
  return { cases, goals, note };
}

const SIZE = 'KB';
const BARE = '× bare';
/** Of what the clients of AWS take by themselves, our own code, Powertools and middy may add so much. */
const BARE_AT_MOST = 1.3;

/** What is imported, and how often. */
interface Rounds {
  modules: Module[];
  /** The path of a module that holds nothing. */
  empty: string;
  rounds: number;
}

async function measure({ modules, empty, rounds }: Rounds): Promise<Case[]> {
  const times = new Map<string, number[]>();
  const paths = [
    empty,
    ...modules.flatMap(({ bundled, bare, unbundled }) => [bundled, bare ?? [], unbundled].flat()),
  ];
  // The first round is for the system's file cache and does not count.
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(`round ${round} of ${rounds}: ${paths.length} cold processes\n`);
    for (const path of paths) {
      const time = await importTime(path);
      if (round > 0) times.set(path, [...(times.get(path) ?? []), time]);
    }
  }
  /** Of the times of the same round, as the machine may slow down from one to the next. */
  const ratio = (path: string, other: string) =>
    median((times.get(path) ?? []).map((time, round) => time / (times.get(other)?.[round] ?? Number.NaN)));
  return modules.map(({ key, bytes, bundled, bare, unbundled }) => {
    const values = {
      [SIZE]: Math.round(bytes / 1024),
      ms: median(times.get(bundled) ?? []),
      '× empty': ratio(bundled, empty),
      ...(bare !== undefined && { [BARE]: ratio(bundled, bare) }),
      '× unbundled': ratio(bundled, unbundled),
    };
    return { name: key, values };
  });
}
