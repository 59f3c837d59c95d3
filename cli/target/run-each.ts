import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { explain } from '../../lib/enrollment/outcome.ts';
import { follow } from './follow.ts';
import { problem } from './problem.ts';
import type { Target } from './target.ts';

/** How the execution for an account ended. */
export interface Ran<Result> {
  account: string;
  /** Absent when it was not started. */
  executionArn?: string;
  /** As Step Functions says it; NOT_STARTED, or UNKNOWN where the command lost sight of it. */
  status: string;
  /** What it gave; absent unless it succeeded. */
  result?: Result;
  error?: string;
  cause?: string;
}

/** A workflow that is run for accounts. */
interface Work<Result> {
  workflow: 'enroll-account' | 'offboard-account';
  /** Beside the account. */
  input: object;
  /** Reads the output of one that succeeded. */
  read(output: unknown): Result;
}

/** So many at once, as a roll call does it. */
const AT_ONCE = 5;

/**
 * Runs a workflow for accounts, a few at once, and waits for the end of each. One that the command loses sight of does not
 * take the others with it.
 * @throws what the SDK throws when no execution could be started
 */
export async function runEach<Result>(
  target: Target,
  accounts: string[],
  work: Work<Result>,
): Promise<Ran<Result>[]> {
  const waiting = accounts.entries();
  const ended: Ran<Result>[] = [];
  const refusals: unknown[] = [];
  const worker = async () => {
    for (const [at, account] of waiting) {
      const executionArn = await start(target, account, work).catch((error) => {
        refusals.push(error);
        ended[at] = { account, status: 'NOT_STARTED', cause: problem(error) };
      });
      if (executionArn !== undefined) ended[at] = await end(target, { account, executionArn }, work);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (refusals.length > 0 && refusals.length === accounts.length) throw refusals[0];
  return ended;
}

async function start(
  { steps, enrollAccount, offboardAccount }: Target,
  accountId: string,
  { workflow, input }: Work<unknown>,
): Promise<string | undefined> {
  const stateMachineArn = workflow === 'enroll-account' ? enrollAccount : offboardAccount;
  const started = new StartExecutionCommand({
    ...{ stateMachineArn, input: JSON.stringify({ ...input, accountId }) },
  });
  return (await steps.send(started)).executionArn;
}

async function end<Result>(
  target: Target,
  begun: { account: string; executionArn: string },
  { workflow, read }: Work<Result>,
): Promise<Ran<Result>> {
  const { account: title, executionArn } = begun;
  try {
    const {
      status = '',
      output = '',
      error,
      cause,
    } = await follow(target, { executionArn, workflow, title });
    if (status === 'SUCCEEDED') return { ...begun, status, result: read(JSON.parse(output)) };
    return { ...begun, status, ...explain({ Error: error ?? '', Cause: cause ?? '' }) };
  } catch (error) {
    target.progress.end(title, 'UNKNOWN');
    return { ...begun, status: 'UNKNOWN', cause: problem(error) };
  }
}
