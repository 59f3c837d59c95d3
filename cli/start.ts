import { endedBy } from './ended-by.ts';
import { readOptions } from './options.ts';

/** Runs what `npm start` is asked for; gives the exit code. What cannot be followed is one line on stderr, and 2. */
export async function start(args: string[]): Promise<0 | 1 | 2> {
  try {
    const options = readOptions(args);
    // A wrong command line is answered before all the rest is loaded.
    const { run } = await import('./run.ts');
    return await run(options);
  } catch (error) {
    return endedBy(error);
  }
}
