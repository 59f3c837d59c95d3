import { Argument, Command } from 'commander';
import { allRights } from '../doctor/rights.ts';
import { columns } from '../print/columns.ts';
import { usageError } from '../print/error-text.ts';
import { wrap } from '../print/wrap.ts';
import { ownVersion } from '../target/own-version.ts';
import { defineActing } from './acting.ts';
import { type Common, deployment } from './deployment-options.ts';
import { defineReading } from './reading.ts';

/** Gets the exit code of a command that ran. */
export type Done = (code: 0 | 1 | 2) => void;

/** The operator's command. Each command is loaded when it runs. It throws CommanderError for a wrong command line. */
export function program(done: Done): Command {
  const all = new Command('rollcall')
    .description('Sees and acts on a deployment of Rollcall, or on the world of npm run world.')
    .version(ownVersion())
    .configureOutput({ getOutHelpWidth: columns, ...errorsOf('npx rollcall') })
    .exitOverride()
    .addHelpText('after', EXIT_CODES);
  defineActing(all, done);
  defineReading(all, done);
  deployment(all.command('doctor'))
    .description('Checks a deployment, changes nothing, and prints the command that fixes what is wrong.')
    .addHelpText(
      'after',
      wrap(
        `\nNeeds: ${allRights().join(', ')}. What is denied is not checked. The only function that it invokes, confirmAccess, assumes access roles and writes nothing.`,
        0,
      ),
    )
    .action(async (options: Common) => {
      const { doctor } = await import('./doctor.ts');
      done(await doctor(options));
    });
  deployment(all.command('version'))
    .description('Shows the versions of this checkout and of the deployed stack; 1 where they differ.')
    .action(async (options: Common) => {
      const { version } = await import('./version.ts');
      done(await version(options));
    });
  all
    .command('demo')
    .description('What npm start runs: an enrollment in a world of its own; --help has its options.')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (_options, { args }: Command) => {
      const { start } = await import('../start.ts');
      done(await start(args));
    });
  all
    .command('completion')
    .description(
      'Prints a script that completes commands and options: eval "$(npx rollcall completion bash)"',
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh']))
    .action(async (shell: string) => {
      const { completion } = await import('../print/completion.ts');
      console.log(completion(all, shell));
      done(0);
    });
  for (const command of all.commands) {
    command.configureOutput(errorsOf(`npx rollcall ${command.name()}`));
    refuseOptionsAsValues(command);
  }
  return all;
}

/** Commander takes whatever follows an option for its value, also another option. */
function refuseOptionsAsValues(command: Command): void {
  for (const option of command.options.filter(({ required }) => required))
    command.on(`option:${option.name()}`, (value: string) => {
      if (value.startsWith('--'))
        command.error(`error: ${option.flags} needs a value, and "${value}" is an option`);
    });
}

const errorsOf = (command: string) => ({
  outputError: (text: string, write: (text: string) => void) => write(usageError(text, command)),
});

const EXIT_CODES = `
Exit codes: 0 all is well, 1 something failed or is not covered, 2 the command
cannot be followed, 130 interrupted: what was started goes on.`;
