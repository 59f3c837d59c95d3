import { plural } from '../../lib/coverage/amount.ts';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { iso } from '../print/ago.ts';
import { forCopying } from '../print/for-copying.ts';
import { rows } from '../print/rows.ts';
import { showAccount } from '../print/show-account.ts';
import { afterReport, showReport } from '../print/show-report.ts';
import { againWith } from '../target/again-with.ts';
import { begunSince, executionsOf, running } from '../target/executions.ts';
import { member, NotInOrganization } from '../target/member.ts';
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
  const now = await running(target);
  const since = report === undefined ? [] : await begunSince(target, new Date(report.at));
  if (json) console.log(JSON.stringify({ running: now, report }, null, 2));
  else {
    const lines = now.map(({ workflow, name, startDate }) => [workflow, iso(new Date(startDate)), name]);
    console.log(`${rows(['running', 'since', 'name'], lines) || 'Nothing runs.'}\n`);
    if (report === undefined) console.log(`${NO_REPORT} ${target.options}`);
    else console.log(`${showReport(report, target)}\n${later(since)}${afterReport(report, target)}`);
  }
  return report?.conclusion.outcome === 'failed' ? 1 : 0;
}

const NO_REPORT =
  'No roll call has ended yet. To compare, and change nothing:\nnpx rollcall roll-call --dry-run';

/** What began after the report compared, which it cannot have. */
function later(since: Awaited<ReturnType<typeof begunSince>>): string {
  if (since.length === 0) return '';
  const failed = since.filter(({ status: ended }) => !['SUCCEEDED', 'RUNNING'].includes(ended)).length;
  const words = ['enroll', 'offboard'].map(
    (workflow) =>
      `${plural(since.filter((one) => one.workflow === workflow).length, 'execution')} of ${workflow}`,
  );
  return `\nAfter it: ${words.join(', ')}, dry runs included; ${failed} failed.\n`;
}

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
