import { DescribeAccountCommand } from '@aws-sdk/client-organizations';
import { DescribeExecutionCommand, type ExecutionListItem, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { isGap } from '../../lib/coverage/row.ts';
import { explain } from '../../lib/enrollment/outcome.ts';
import { accountOf } from '../input.ts';
import { forCopying } from '../print/for-copying.ts';
import { rows } from '../print/rows.ts';
import { showReport } from '../print/show-report.ts';
import { storedReport } from '../target/stored-report.ts';
import { findTarget, type Target } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** Shows the state of one account, or of all; 0 when all is well, 1 otherwise. */
export async function status(account: string | undefined, options: Common): Promise<0 | 1> {
  const target = await findTarget(options);
  const report = await storedReport(target).catch((error) => {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  });
  return account === undefined
    ? ofAll(target, report, options)
    : ofOne(target, report, { ...options, account });
}

async function ofAll(target: Target, report: CoverageReport | undefined, { json }: Common): Promise<0 | 1> {
  const running = (
    await Promise.all(
      [target.enrollAccount, target.offboardAccount, target.rollCall].map((machine) =>
        listed(target, machine, 'RUNNING'),
      ),
    )
  ).flat();
  if (json) console.log(JSON.stringify({ running, report }, null, 2));
  else {
    const lines = running.map(({ name = '', startDate }) => [name, startDate?.toISOString() ?? '']);
    console.log(lines.length === 0 ? 'Nothing runs.' : rows(['running', 'since'], lines));
    console.log(`\n${report === undefined ? `${NO_REPORT} ${target.options}` : showReport(report, target)}`);
  }
  return report?.conclusion.outcome === 'failed' ? 1 : 0;
}

const NO_REPORT =
  'No roll call has ended yet. To compare, and change nothing:\nnpx rollcall roll-call --dry-run';

async function ofOne(
  target: Target,
  report: CoverageReport | undefined,
  { account: AccountId, json }: Common & { account: string },
): Promise<0 | 1> {
  const { Account } = await target.organizations.send(new DescribeAccountCommand({ AccountId }));
  const vendors = report?.rows.filter(({ accountId }) => accountId === AccountId) ?? [];
  const executions = await ofAccount(target, AccountId);
  const [last] = executions;
  if (json) console.log(JSON.stringify({ account: Account, vendors, executions }, null, 2));
  else {
    console.log(`${AccountId}  ${Account?.Name}  ${Account?.State}  ${Account?.Paths?.join(' ') ?? ''}\n`);
    const states = vendors.map(({ vendor, state, since, reason = '' }) => [vendor, state, since, reason]);
    console.log(
      states.length === 0 ? 'No report has the account.' : rows(['vendor', 'state', 'since', ''], states),
    );
    const lines = executions.map(({ workflow, status = '', startDate, name = '' }) => [
      workflow,
      status,
      startDate?.toISOString() ?? '',
      name,
    ]);
    console.log(
      `\n${lines.length === 0 ? 'None of the last executions is its own.' : rows(['execution', '', 'since', ''], lines)}`,
    );
    if (last?.cause !== undefined) console.log(`\n${forCopying(last.cause)}`);
  }
  return vendors.some(isGap) || !['SUCCEEDED', 'RUNNING', undefined].includes(last?.status) ? 1 : 0;
}

const listed = async (
  { steps }: Target,
  stateMachineArn: string,
  statusFilter?: 'RUNNING',
): Promise<ExecutionListItem[]> =>
  (await steps.send(new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: 50 })))
    .executions ?? [];

/** Those of the last 50 enrollments and of the last 50 offboardings that are of the account, the newest first. */
async function ofAccount(target: Target, account: string) {
  const executions = (
    await Promise.all(
      [target.enrollAccount, target.offboardAccount].map((machine) => listed(target, machine)),
    )
  ).flat();
  const described = await Promise.all(
    executions.map(({ executionArn }) => target.steps.send(new DescribeExecutionCommand({ executionArn }))),
  );
  return described
    .filter(({ input = 'null' }) => accountOf(JSON.parse(input)) === account)
    .sort((one, other) => Number(other.startDate) - Number(one.startDate))
    .map(({ stateMachineArn = '', name, status, startDate, stopDate, error = '', cause }) => ({
      ...{ workflow: stateMachineArn === target.offboardAccount ? 'offboard' : 'enroll' },
      ...{ name, status, startDate, stopDate },
      ...(cause !== undefined && { error, cause: explain({ Error: error, Cause: cause }).cause }),
    }));
}
