import { ListExecutionsCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { explain } from '../../lib/enrollment/outcome.ts';
import { forCopying } from '../print/for-copying.ts';
import { showReport } from '../print/show-report.ts';
import { detachable } from '../target/detachable.ts';
import { filterTargets } from '../target/filter-targets.ts';
import { follow } from '../target/follow.ts';
import { storedReport } from '../target/stored-report.ts';
import { findTarget, type Target } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** What a roll call is asked to do, as its options say it. */
interface RollCallOptions extends Common {
  dryRun?: boolean;
  depth?: string;
  retryFailed?: boolean;
  acceptChange?: boolean;
  acceptDepartures?: boolean;
  vendor?: string[];
  include?: string[];
  exclude?: string[];
}

/** Calls the roll, and shows its report; 0 when every account is covered, 1 otherwise. */
export async function rollCall(options: RollCallOptions): Promise<0 | 1> {
  const target = await findTarget(options);
  const { executionArn } = await target.steps.send(
    new StartExecutionCommand({ stateMachineArn: target.rollCall, input: JSON.stringify(inputOf(options)) }),
  );
  const {
    status,
    output,
    error = '',
    cause = '',
  } = await detachable(
    target,
    'the roll call',
    follow(target, {
      ...{ executionArn, title: 'roll call' },
      progress: (since) => enrolledSince(target, since),
    }),
  );
  const message = explain({ Error: error, Cause: cause }).cause;
  // A report of a part is not the latest, so the report's own key is taken from what the execution says.
  const [, key] = /s3:\/\/[^/]+\/(coverage\/\S+)\.html/.exec(output ?? message) ?? [];
  if (key === undefined) {
    if (options.json) console.log(JSON.stringify({ status, error, cause: message }, null, 2));
    else console.log(`${status}: ${error}\n${forCopying(message)}`);
    return 1;
  }
  const made = await storedReport(target, `${key}.json`);
  if (options.json) console.log(JSON.stringify(made, null, 2));
  else console.log(`${showReport(made, target)}\nThe page: s3://${target.reports}/${key}.html`);
  return made.conclusion.outcome === 'succeeded' && status === 'SUCCEEDED' ? 0 : 1;
}

/** How many enrollments of the roll call have ended, of the last thousand executions. */
async function enrolledSince({ steps, enrollAccount }: Target, since: Date): Promise<string> {
  const { executions = [] } = await steps.send(
    new ListExecutionsCommand({ stateMachineArn: enrollAccount, maxResults: 1000 }),
  );
  const own = executions.filter(
    ({ name = '', startDate = since }) => name.startsWith('roll-call-') && startDate >= since,
  );
  const done = own.filter(({ status }) => status !== 'RUNNING').length;
  return own.length === 0 ? 'comparing' : `${done} accounts ended, ${own.length - done} under way`;
}

const inputOf = ({
  dryRun,
  depth,
  retryFailed,
  acceptChange,
  acceptDepartures,
  vendor,
  include,
  exclude,
}: RollCallOptions) => ({
  ...(dryRun && { dryRun }),
  ...(depth && { depth }),
  ...(retryFailed && { retryFailed }),
  ...(acceptChange && { acceptChange }),
  ...(acceptDepartures && { acceptDepartures }),
  ...(vendor && { vendors: vendor }),
  ...(include && { include: filterTargets(include) }),
  ...(exclude && { exclude: filterTargets(exclude) }),
});
