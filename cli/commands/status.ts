import type { CoverageReport } from '../../lib/coverage/report.ts';
import { forCopying } from '../print/for-copying.ts';
import { showAccount } from '../print/show-account.ts';
import { showStatus } from '../print/show-status.ts';
import { againWith } from '../target/again-with.ts';
import {
  type AccountExecution,
  endedSince,
  executionsOf,
  rollCallsWithoutReport,
  running,
} from '../target/executions.ts';
import { member, NotInOrganization } from '../target/member.ts';
import { reportNow } from '../target/report-now.ts';
import { isMissing, standings as standingsOf } from '../target/standing.ts';
import { storedReport } from '../target/stored-report.ts';
import { findTarget, type Target } from '../target/target.ts';
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
    : ofOne(target, report, { ...options, id: account });
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

async function ofOne(
  target: Target,
  report: CoverageReport | undefined,
  { id, json }: Common & { id: string },
): Promise<0 | 1> {
  const account = await member(target, id).catch((error) => {
    // One that left is still in the report.
    if (error instanceof NotInOrganization && report?.rows.some(({ accountId }) => accountId === id))
      return undefined;
    throw error;
  });
  const executions = await executionsOf(target, id);
  const standings = standingsOf(id, report, executions);
  const [last] = executions.filter(({ dryRun }) => !dryRun);
  const missing = standings.filter(isMissing).map(({ vendor }) => vendor);
  if (json) console.log(JSON.stringify({ account, standings, executions }, null, 2));
  else {
    console.log(showAccount({ id, account, standings, executions }, target));
    if (last?.cause !== undefined)
      console.log(`\n${forCopying(last.cause)}${againWith(last.workflow, last.cause, target)}`);
    else if (missing.length > 0)
      console.log(
        `\nTo enroll it:\n${enrolling(id, missing.length < standings.length ? missing : [], target)}`,
      );
  }
  return missing.length > 0 || !['SUCCEEDED', 'RUNNING', undefined].includes(last?.status) ? 1 : 0;
}

const enrolling = (id: string, vendors: string[], { options }: Target) =>
  `npx rollcall enroll ${id} ${vendors.map((vendor) => `--vendor ${vendor} `).join('')}${options}`;
