import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** The time that processors worked for the process since its start, in microseconds. */
const PROGRAM =
  'await import(process.argv[1]); const { user, system } = process.cpuUsage(); console.log((user + system) / 1000);';

/**
 * How long processors work for a new process of this Node, with nothing in its environment, until it has imported the
 * module, in milliseconds: on a part of a processor, as in Lambda, that is what a cold start waits for, and what else runs
 * on this machine changes it little. Node's own start is in it, as it is in a cold start of Lambda; without it, an empty module would take
 * next to no time and be no measure.
 */
export async function importTime(path: string): Promise<number> {
  const args = ['--input-type=module', '--eval', PROGRAM, pathToFileURL(path).href];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: {} });
  return Number(stdout);
}

/** The value in the middle; the upper one of two. */
export const median = (values: number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
