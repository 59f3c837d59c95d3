import { Command } from 'commander';
import { columns } from './print/columns.ts';
import { usageError } from './print/error-text.ts';

/** A command line that npm runs, as `npm start --`. It throws CommanderError for a wrong one, after one line, and for --help. */
export const npmCommand = (name: string): Command =>
  new Command(name)
    .configureOutput({
      getOutHelpWidth: columns,
      outputError: (text, write) => write(usageError(text, name)),
    })
    .exitOverride()
    .allowExcessArguments(false);
