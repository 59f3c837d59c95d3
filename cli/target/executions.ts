import { DescribeExecutionCommand, type ExecutionListItem, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { explain } from '../../lib/enrollment/outcome.ts';
import { accountOf } from '../input.ts';
import type { Target } from './target.ts';

const Time = z.iso.datetime();

/** An execution that goes on. */
export const Running = z.object({
  workflow: z.enum(['enroll', 'offboard', 'roll-call']),
  executionArn: z.string(),
  name: z.string(),
  startDate: Time,
});
type Running = z.infer<typeof Running>;

/** An execution of an account. */
export const AccountExecution = Running.extend({
  dryRun: z.boolean().meta({ description: 'it changed nothing' }),
  status: z.string().meta({ description: 'as Step Functions says it' }),
  stopDate: Time.optional(),
  outcomes: z
    .array(z.object({ vendor: z.string(), outcome: z.string() }))
    .meta({ description: 'at each vendor, of one that succeeded' }),
  error: z.string().optional(),
  cause: z.string().optional().meta({ description: 'what was tried, what was answered, what to do next' }),
});
export type AccountExecution = z.infer<typeof AccountExecution>;

type Workflow = Running['workflow'];

/** What runs now. */
export const running = (target: Target): Promise<Running[]> =>
  listed(target, ['enroll', 'offboard', 'roll-call'], 'RUNNING');

/** The enrollments and offboardings, of the last 100 of each, that began after a time. */
export async function begunSince(target: Target, at: Date): Promise<(Running & { status: string })[]> {
  return (await listed(target, ['enroll', 'offboard'])).filter(
    ({ startDate }) => startDate > at.toISOString(),
  );
}

/** Those of the last 100 enrollments and of the last 100 offboardings that are of the account, the newest first. */
export async function executionsOf(target: Target, account: string): Promise<AccountExecution[]> {
  const described = await Promise.all(
    (await listed(target, ['enroll', 'offboard'])).map(async (item) => ({
      item,
      full: await target.steps.send(new DescribeExecutionCommand({ executionArn: item.executionArn })),
    })),
  );
  return described
    .filter(({ full: { input = 'null' } }) => accountOf(JSON.parse(input)) === account)
    .map(({ item, full: { input = '{}', output = '{}', stopDate, error = '', cause } }) => ({
      ...item,
      dryRun: Input.parse(JSON.parse(input)).dryRun,
      ...(stopDate && { stopDate: stopDate.toISOString() }),
      outcomes: Output.parse(JSON.parse(output)).outcomes,
      ...(cause !== undefined && { error, cause: explain({ Error: error, Cause: cause }).cause }),
    }))
    .sort((one, other) => other.startDate.localeCompare(one.startDate));
}

const Input = z.object({ dryRun: z.boolean().default(false) });
const Output = z.object({
  outcomes: z.array(z.object({ vendor: z.string(), outcome: z.string() })).default([]),
});

async function listed(target: Target, workflows: Workflow[], statusFilter?: 'RUNNING') {
  const all = workflows.map(async (workflow) => {
    const stateMachineArn = arnOf(target, workflow);
    const { executions = [] } = await target.steps.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: 100 }),
    );
    return executions.map((item) => ({ workflow, ...itemOf(item) }));
  });
  return (await Promise.all(all)).flat();
}

const itemOf = ({ executionArn = '', name = '', status, startDate = new Date(0) }: ExecutionListItem) => ({
  ...{ executionArn, name, status: String(status), startDate: startDate.toISOString() },
});

const arnOf = ({ enrollAccount, offboardAccount, rollCall }: Target, workflow: Workflow) =>
  ({ enroll: enrollAccount, offboard: offboardAccount, 'roll-call': rollCall })[workflow];
