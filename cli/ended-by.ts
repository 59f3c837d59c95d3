import { CommanderError } from 'commander';
import { errorText } from './print/error-text.ts';

/**
 * Ends a program by an error, in one line on stderr; a wrong command line has its line already. Gives the exit code: 2, or
 * 0 after --help.
 */
export function endedBy(error: unknown, say = messageOf): 0 | 2 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(errorText(say(error)));
  return 2;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
