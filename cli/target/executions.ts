import { DescribeExecutionCommand, type ExecutionListItem, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import * as v from 'valibot';
import { explain } from '../../lib/enrollment/outcome.ts';
import { accountOf } from '../input.ts';
import type { Target } from './target.ts';

const Time = v.pipe(v.string(), v.isoTimestamp());

/** An execution that goes on. */
export const Running = v.object({
  workflow: v.picklist(['enroll', 'offboard', 'roll-call']),
  executionArn: v.string(),
  name: v.string(),
  startDate: Time,
  account: v.pipe(v.optional(v.string()), v.description('absent of a roll call')),
  dryRun: v.pipe(v.boolean(), v.description('it changes nothing')),
});
export type Running = v.InferOutput<typeof Running>;

/** An execution of an account. */
export const AccountExecution = v.object({
  ...Running.entries,
  account: v.string(),
  status: v.pipe(v.string(), v.description('as Step Functions says it')),
  stopDate: v.optional(Time),
  accountState: v.pipe(v.optional(v.string()), v.description('as an offboarding found the account')),
  outcomes: v.pipe(
    v.array(v.object({ vendor: v.string(), outcome: v.string() })),
    v.description('at each vendor, of one that succeeded'),
  ),
  error: v.optional(v.string()),
  cause: v.pipe(v.optional(v.string()), v.description('what was tried, what was answered, what to do next')),
});
export type AccountExecution = v.InferOutput<typeof AccountExecution>;

/** A roll call that ended before it wrote a report. */
export const RollCallWithoutReport = v.object({
  ...v.omit(Running, ['workflow', 'account', 'dryRun']).entries,
  status: v.pipe(v.string(), v.description('as Step Functions says it')),
  stopDate: v.optional(Time),
  error: v.string(),
  cause: v.string(),
});
export type RollCallWithoutReport = v.InferOutput<typeof RollCallWithoutReport>;

type Workflow = Running['workflow'];

/** What runs now. */
export async function running(
  target: Target,
  workflows: Workflow[] = ['enroll', 'offboard', 'roll-call'],
): Promise<Running[]> {
  const all = (await listed(target, workflows, 'RUNNING')).map(async ({ status: _, ...item }) => {
    const { input = 'null' } = await describe(target, item);
    return { ...item, ...asked(input) };
  });
  return Promise.all(all);
}

/** So many of each workflow are looked at: AWS lists the newest first. */
const LOOKED_AT = 100;

/** The enrollments and offboardings that ended after a time, the newest first, and whether there may be more. */
export async function endedSince(
  target: Target,
  at: string,
): Promise<{ executions: AccountExecution[]; hasMore: boolean }> {
  const lists = await Promise.all([listed(target, ['enroll']), listed(target, ['offboard'])]);
  const ended = lists.flat().filter(({ stopDate = '' }) => stopDate > at);
  const hasMore = lists.some(
    (list) => list.length === LOOKED_AT && list.every(({ startDate }) => startDate > at),
  );
  return { executions: await described(target, ended), hasMore };
}

/** The roll calls that ended after a time without a report, the newest first. */
export async function rollCallsWithoutReport(target: Target, at = ''): Promise<RollCallWithoutReport[]> {
  const broken = (await listed(target, ['roll-call'])).filter(
    ({ status, stopDate = '' }) => !['SUCCEEDED', 'RUNNING'].includes(status) && stopDate > at,
  );
  const all = broken.map(async ({ workflow: _, ...item }) => {
    const { error = '', cause = '' } = await describe(target, item);
    return { ...item, ...explain({ Error: error, Cause: cause }) };
  });
  return (await Promise.all(all)).filter(({ error }) => error !== 'RollCallIncompleteError');
}

/** Those of the last 100 enrollments and of the last 100 offboardings that are of the account, the newest first. */
export const executionsOf = async (target: Target, account: string): Promise<AccountExecution[]> =>
  (await described(target, await listed(target, ['enroll', 'offboard']))).filter(
    (execution) => execution.account === account,
  );

async function described(target: Target, items: Listed[]): Promise<AccountExecution[]> {
  const all = items.map(async (item) => {
    const { input = 'null', output = '{}', error = '', cause } = await describe(target, item);
    const { account, dryRun } = asked(input);
    if (account === undefined) return [];
    const { state, outcomes } = v.parse(Output, JSON.parse(output));
    return [
      {
        ...{ ...item, account, dryRun, outcomes },
        ...(state !== undefined && { accountState: state }),
        ...(cause !== undefined && { error, cause: explain({ Error: error, Cause: cause }).cause }),
      },
    ];
  });
  return (await Promise.all(all)).flat().sort((one, other) => other.startDate.localeCompare(one.startDate));
}

const describe = ({ steps }: Target, { executionArn }: Pick<Listed, 'executionArn'>) =>
  steps.send(new DescribeExecutionCommand({ executionArn }));

/** What an execution's input asks for, as far as it can be read: whoever starts one may have written anything. */
function asked(input: string): Pick<Running, 'account' | 'dryRun'> {
  const account = accountOf(JSON.parse(input));
  const { dryRun } = v.parse(Input, JSON.parse(input));
  return { dryRun, ...(account !== undefined && { account }) };
}

const Input = v.fallback(v.object({ dryRun: v.optional(v.boolean(), false) }), { dryRun: false });
const Output = v.object({
  state: v.optional(v.string()),
  outcomes: v.optional(v.array(v.object({ vendor: v.string(), outcome: v.string() })), []),
});

type Listed = Omit<Running, 'dryRun'> & { status: string; stopDate?: string };

async function listed(target: Target, workflows: Workflow[], statusFilter?: 'RUNNING'): Promise<Listed[]> {
  const all = workflows.map(async (workflow) => {
    const stateMachineArn = arnOf(target, workflow);
    const { executions = [] } = await target.steps.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: LOOKED_AT }),
    );
    return executions.map((item) => ({ workflow, ...itemOf(item) }));
  });
  return (await Promise.all(all)).flat();
}

const itemOf = ({ executionArn = '', name = '', status, startDate, stopDate }: ExecutionListItem) => ({
  ...{ executionArn, name, status: String(status) },
  startDate: (startDate ?? new Date(0)).toISOString(),
  ...(stopDate && { stopDate: stopDate.toISOString() }),
});

const arnOf = ({ enrollAccount, offboardAccount, rollCall }: Target, workflow: Workflow) =>
  ({ enroll: enrollAccount, offboard: offboardAccount, 'roll-call': rollCall })[workflow];
