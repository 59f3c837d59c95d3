import { type Command, Option } from 'commander';
import { place } from '../option-values.ts';
import { accountIds, deployment, needs, repeated, repeatedly } from './deployment-options.ts';
import type { EnrollOptions } from './enroll.ts';
import type { OffboardOptions } from './offboard.ts';
import type { Done } from './program.ts';
import type { RollCallOptions } from './roll-call.ts';

/** Defines the commands that start executions. */
export function defineActing(all: Command, done: Done): void {
  deployment(all.command('enroll'))
    .description(
      'Enrolls accounts at once, without a question, and follows their executions to the end; --failed asks.',
    )
    .argument('[account...]', 'account ids', accountIds)
    .option('--failed', 'by a roll call, what failed before or does not work')
    .option('--yes', 'with --failed: do not ask')
    .option('--vendor <name>', 'only with this vendor; repeatable', repeated)
    .option('--dry-run', 'only say what it would do')
    .option('--adopt', 'take over roles of our names that somebody else made')
    .addHelpText('after', needs(FOLLOWS, 'organizations:DescribeAccount'))
    .action(async (accounts: string[] | undefined, options: EnrollOptions) => {
      const { enroll } = await import('./enroll.ts');
      done(await enroll(accounts ?? [], options));
    });
  deployment(all.command('roll-call'))
    .description(
      'Compares the organization with the vendors, and enrolls what is missing; shows first what that is, and asks.',
    )
    .option('--dry-run', 'only report')
    .option('--yes', 'do not ask')
    .addOption(
      new Option('--depth <depth>', 'roles also inspects the roles').choices(['registrations', 'roles']),
    )
    .option('--retry-failed', 'enroll only what failed, or what does not work')
    .option('--accept-change', "a vendor's list is whole, though it shrank")
    .option('--accept-departures', 'so many accounts did close or leave')
    .option('--vendor <name>', 'only this vendor; repeatable', repeated)
    .option('--include <id>', 'only this account, unit or tag key=value; repeatable', repeatedly(place))
    .option('--exclude <id>', 'not this account, unit or tag key=value; repeatable', repeatedly(place))
    .addHelpText('after', needs(FOLLOWS, 'states:ListExecutions, s3:GetObject'))
    .action(async (options: RollCallOptions) => {
      const { rollCall } = await import('./roll-call.ts');
      done(await rollCall(options));
    });
  deployment(all.command('offboard'))
    .description(
      "Deletes accounts' registrations at the vendors, and the roles; shows first what it would do, and asks.",
    )
    .argument('[account...]', 'account ids', accountIds)
    .option('--departed', 'all that the latest report calls departed')
    .option('--all', 'all of the organization, and the departed: to remove Rollcall')
    .option(
      '--include <id>',
      'all of this organizational unit, or with this tag key=value; repeatable',
      repeatedly(place),
    )
    .option('--exclude <id>', 'of those not this account, unit or tag; repeatable', repeatedly(place))
    .option('--dry-run', 'only show what it would do')
    .option('--page <file>', 'also write a page of what it would remove where, HTML, to this file')
    .option('--yes', 'do not ask')
    .option('--keep-role', 'leave the roles in the accounts')
    .option('--vendor <name>', 'only from this vendor; repeatable', repeated)
    .addHelpText('after', needs(FOLLOWS, 'and more by option: docs/operations/rollcall.md'))
    .action(async (accounts: string[] | undefined, options: OffboardOptions) => {
      const { offboard } = await import('./offboard.ts');
      done(await offboard(accounts ?? [], options));
    });
}

const FOLLOWS =
  'cloudformation:DescribeStacks, states:StartExecution, states:DescribeExecution, states:GetExecutionHistory';
