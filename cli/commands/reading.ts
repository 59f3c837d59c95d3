import type { Command } from 'commander';
import { accountId, time } from '../option-values.ts';
import { type Common, deployment, needs } from './deployment-options.ts';
import type { Done } from './program.ts';
import type { ReportOptions } from './report.ts';

/** Defines the commands that only read. */
export function defineReading(all: Command, done: Done): void {
  deployment(all.command('status'))
    .description('Shows what runs and what the last report says, of one account or of all.')
    .argument('[account]', 'an account id', accountId)
    .addHelpText(
      'after',
      needs(
        READS,
        'states:ListExecutions, states:DescribeExecution; of an account also organizations:DescribeAccount',
      ),
    )
    .action(async (account: string | undefined, options: Common) => {
      const { status } = await import('./status.ts');
      done(await status(account, options));
    });
  deployment(all.command('report'))
    .description('Shows the latest report of a roll call.')
    .option('--page <file>', 'also write its page, HTML, to this file')
    .option('--open', 'open its page in the browser')
    .option('--at <time>', 'the latest until then, as 2026-11-25 or 2026-11-25T03:00:00Z', time)
    .addHelpText('after', needs(READS, 'with --at also s3:ListBucket'))
    .action(async (options: ReportOptions) => {
      const { report } = await import('./report.ts');
      done(await report(options));
    });
}

const READS = 'cloudformation:DescribeStacks, s3:GetObject';
