import { CommanderError } from 'commander';
import { errorText } from '../print/error-text.ts';
import { problem } from '../target/problem.ts';
import { program } from './program.ts';

/** Runs what a command line asks for; gives the exit code. What cannot be followed is one line on stderr, and 2. */
export async function commandLine(args: string[]): Promise<number> {
  const [first = ''] = args;
  let code = 0;
  try {
    if (/^\d{12}$/.test(first))
      throw new Error(`an account id follows a command, as in npx rollcall status ${first}`);
    const all = program((ended) => {
      code = ended;
    });
    await all.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(errorText(problem(error, { isVerbose: args.includes('--verbose') })));
    return 2;
  }
}
