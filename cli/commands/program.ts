import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { allRights } from '../doctor/rights.ts';
import { accountId, time } from '../option-values.ts';
import { oneLine } from '../print/one-line.ts';
import { wrap } from '../print/wrap.ts';
import { accountIds, type Common, deployment, repeated } from './deployment-options.ts';
import type { EnrollOptions } from './enroll.ts';
import type { OffboardOptions } from './offboard.ts';

/** The operator's command. Each command is loaded when it runs; it sets the exit code. */
export function program(): Command {
  const all = new Command('rollcall')
    .description('Sees and acts on a deployment of Rollcall, or on the world of npm run world.')
    .version(version())
    .configureOutput({ outputError: (text, write) => write(oneLine(text, 'rollcall')) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .addHelpText('after', EXIT_CODES);
  deployment(all.command('enroll'))
    .description('Enrolls accounts, and follows their executions to the end. Needs states:StartExecution.')
    .argument('[account...]', 'account ids', accountIds)
    .option('--failed', 'by a roll call, what failed before or does not work')
    .option('--vendor <name>', 'only with this vendor; repeatable', repeated)
    .option('--dry-run', 'only say what it would do')
    .option('--adopt', 'take over roles of our names that somebody else made')
    .action(async (accounts: string[] | undefined, options: EnrollOptions) => {
      const { enroll } = await import('./enroll.ts');
      process.exitCode = await enroll(accounts ?? [], options);
    });
  deployment(all.command('roll-call'))
    .description('Compares the organization with the vendors, and enrolls at once what is missing.')
    .option('--dry-run', 'only report')
    .addOption(
      new Option('--depth <depth>', 'roles also inspects the roles').choices(['registrations', 'roles']),
    )
    .option('--retry-failed', 'enroll only what failed, or what does not work')
    .option('--accept-change', "a vendor's list is whole, though it shrank")
    .option('--accept-departures', 'so many accounts did close or leave')
    .option('--vendor <name>', 'only this vendor; repeatable', repeated)
    .option('--include <id>', 'only this account, organizational unit or tag key=value; repeatable', repeated)
    .option('--exclude <id>', 'not this account, organizational unit or tag key=value; repeatable', repeated)
    .action(async (options) => {
      const { rollCall } = await import('./roll-call.ts');
      process.exitCode = await rollCall(options);
    });
  deployment(all.command('offboard'))
    .description(
      'Has vendors forget accounts, and removes the roles; shows first what it would do, and asks.',
    )
    .argument('[account...]', 'account ids', accountIds)
    .option('--departed', 'all that the latest report calls departed')
    .option('--all', 'all of the organization, and the departed: to remove Rollcall')
    .option(
      '--include <id>',
      'all of this organizational unit, or with this tag key=value; repeatable',
      repeated,
    )
    .option('--exclude <id>', 'of those not this account, unit or tag; repeatable', repeated)
    .option('--dry-run', 'only show what it would do')
    .option('--page <file>', 'also write a page of what it would remove where, HTML, to this file')
    .option('--yes', 'do not ask')
    .option('--keep-role', 'leave the roles in the accounts')
    .option('--vendor <name>', 'only from this vendor; repeatable', repeated)
    .action(async (accounts: string[] | undefined, options: OffboardOptions) => {
      const { offboard } = await import('./offboard.ts');
      process.exitCode = await offboard(accounts ?? [], options);
    });
  deployment(all.command('report'))
    .description('Shows the latest report of a roll call. Needs s3:GetObject, with --at also s3:ListBucket.')
    .option('--page <file>', 'also write its page, HTML, to this file')
    .option('--at <time>', 'the latest until then, as 2026-11-25 or 2026-11-25T03:00:00Z', time)
    .action(async (options: Common & { page?: string; at?: Date }) => {
      const { report } = await import('./report.ts');
      process.exitCode = await report(options);
    });
  deployment(all.command('status'))
    .description('Shows what runs and what the last report says, of one account or of all.')
    .argument('[account]', 'an account id', accountId)
    .action(async (account: string | undefined, options: Common) => {
      const { status } = await import('./status.ts');
      process.exitCode = await status(account, options);
    });
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
      process.exitCode = await doctor(options);
    });
  all
    .command('demo')
    .description('What npm start runs: an enrollment in a world of its own; --help has its options.')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (_options, { args }: Command) => {
      const { demo } = await import('./demo.ts');
      process.exitCode = await demo(args);
    });
  return all;
}

const version = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(PACKAGE, 'utf8'))).version;

const PACKAGE = new URL('../../package.json', import.meta.url);

const EXIT_CODES = `
Exit codes: 0 all is well, 1 something failed or is not covered, 2 the command
cannot be followed, 130 interrupted: what was started goes on.`;
