import type { CoverageReport } from '../../lib/coverage/report.ts';
import { showStatus } from '../print/show-status.ts';
import { type AccountExecution, endedSince, rollCallsWithoutReport, running } from '../target/executions.ts';
import { reportNow } from '../target/report-now.ts';
import { storedReport } from '../target/stored-report.ts';
import { findTarget, type Target } from '../target/target.ts';
import { accountStatus } from './account-status.ts';
import type { Common } from './deployment-options.ts';

/**
 * Shows the state of one account, or of all; 0 when all is well, 1 otherwise.
 * @throws Error for an account that neither the organization nor the last report has
 */
export async function status(account: string | undefined, options: Common): Promise<0 | 1> {
  const target = await findTarget(options);
  const report = await storedReport(target).catch((error) => {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  });
  return account === undefined
    ? ofAll(target, report, options)
    : accountStatus(target, report, { id: account, json: options.json });
}

async function ofAll(target: Target, report: CoverageReport | undefined, { json }: Common): Promise<0 | 1> {
  const [runs, rollCalls, since] = await Promise.all([
    running(target),
    rollCallsWithoutReport(target, report?.at),
    report === undefined ? { executions: [], hasMore: false } : endedSince(target, report.at),
  ]);
  const now = report && reportNow(report, since.executions);
  if (json)
    console.log(JSON.stringify({ running: runs, report, since: { ...since, rollCalls }, now }, null, 2));
  else console.log(showStatus({ running: runs, rollCalls, since, now }, target));
  const isWell = now?.conclusion.outcome !== 'failed' && lastsAreWell(since.executions);
  return isWell && rollCalls.length === 0 ? 0 : 1;
}

/** Whether the last execution of each account succeeded that was to change something. */
const lastsAreWell = (executions: AccountExecution[]): boolean =>
  [
    ...Map.groupBy(
      executions.filter(({ dryRun }) => !dryRun),
      ({ account }) => account,
    ).values(),
  ].every(([last]) => last?.status === 'SUCCEEDED');
