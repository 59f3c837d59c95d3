import { CommanderError } from 'commander';
import { readOptions } from './options.ts';
import { errorText } from './print/error-text.ts';

/** Runs what `npm start` is asked for; gives the exit code. What cannot be followed is one line on stderr, and 2. */
export async function start(args: string[]): Promise<0 | 1 | 2> {
  try {
    const options = readOptions(args);
    // A wrong command line is answered before all the rest is loaded.
    const { run } = await import('./run.ts');
    return await run(options);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(errorText(error instanceof Error ? error.message : String(error)));
    return 2;
  }
}
