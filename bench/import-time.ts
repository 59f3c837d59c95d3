import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** `performance.now()` counts from the start of the process. */
const PROGRAM = 'await import(process.argv[1]); console.log(performance.now());';

/**
 * How long a new process of this Node, with nothing in its environment, takes until it has imported the module, in
 * milliseconds. Node's own start is in it, as it is in a cold start of Lambda; without it, an empty module would take
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
