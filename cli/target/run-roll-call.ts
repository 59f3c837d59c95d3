import { ListExecutionsCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { plural } from '../../lib/coverage/amount.ts';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { explain } from '../../lib/enrollment/outcome.ts';
import { detachable } from './detachable.ts';
import { follow, waitsFor } from './follow.ts';
import { storedReport } from './stored-report.ts';
import type { Target } from './target.ts';

/** How a roll call ended; without a report when it failed before it compared. */
export interface RanRollCall {
  status: string | undefined;
  error: string;
  cause: string;
  report: CoverageReport | undefined;
}

/**
 * Starts a roll call, and waits for its end.
 * @throws Error when the deployment does not understand what it is asked to do; and what the SDK throws
 */
export async function runRollCall(target: Target, input: object): Promise<RanRollCall> {
  const { executionArn } = await target.steps.send(
    new StartExecutionCommand({ stateMachineArn: target.rollCall, input: JSON.stringify(input) }),
  );
  const progress = (since: Date) => enrolledSince(target, since);
  const ended = await detachable(
    target,
    'the roll call',
    follow(target, { executionArn, workflow: 'roll-call', title: 'roll call', progress }),
  );
  const { status, output } = ended;
  const { error, cause } = explain({ Error: ended.error ?? '', Cause: ended.cause ?? '' });
  if (error === 'InvalidInputError') throw new Error(cause);
  // A report of a part is not the latest, so the report's own key is taken from what the execution says.
  const [, key] = /s3:\/\/[^/]+\/(coverage\/\S+)\.html/.exec(output ?? cause) ?? [];
  const report = key === undefined ? undefined : await storedReport(target, `${key}.json`);
  return { status, error, cause, report };
}

/** How many enrollments of the roll call have ended, of the last thousand executions, and what the first of the others waits for. */
async function enrolledSince(target: Target, since: Date): Promise<string> {
  const { executions = [] } = await target.steps.send(
    new ListExecutionsCommand({ stateMachineArn: target.enrollAccount, maxResults: 1000 }),
  );
  const own = executions.filter(
    ({ name = '', startDate = since }) => name.startsWith('roll-call-') && startDate >= since,
  );
  const open = own.filter(({ status }) => status === 'RUNNING');
  if (own.length === 0) return 'comparing';
  const executionArn = open.at(-1)?.executionArn;
  const waits = executionArn && (await waitsFor(target, { executionArn, workflow: 'enroll-account' }));
  const counts = `${plural(own.length - open.length, 'account')} ended, ${open.length} in progress`;
  return [counts, ...(waits ? [waits] : [])].join('; ');
}
