import * as v from 'valibot';
import { faultOf } from '../../lib/parse.ts';
import { endedBy } from '../ended-by.ts';
import { problem } from '../target/problem.ts';
import { program } from './program.ts';

/** Runs what a command line asks for; gives the exit code. What cannot be followed is one line on stderr, and 2. */
export async function commandLine(args: string[]): Promise<number> {
  const [first = ''] = args;
  v.setGlobalMessage(faultOf); // the library's own words quote what does not fit
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
    return endedBy(error, (thrown) => problem(thrown, { isVerbose: args.includes('--verbose') }));
  }
}
