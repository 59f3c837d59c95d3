import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { explain } from '../../lib/enrollment/outcome.ts';
import { type Enrolled, EnrollmentOutput } from './enrolled.ts';
import { follow } from './follow.ts';
import { problem } from './problem.ts';
import type { Target } from './target.ts';

/** What the executions get beside the account. */
interface Input {
  vendors?: string[];
  adopt?: boolean;
  dryRun?: boolean;
}

/** So many at once, as a roll call does it. */
const AT_ONCE = 5;

/**
 * Enrolls accounts, a few at once, and waits for the end of each. One that the command loses sight of does not take the
 * others with it.
 * @throws what the SDK throws when no execution could be started
 */
export async function enrollEach(target: Target, accounts: string[], input: Input): Promise<Enrolled[]> {
  const waiting = accounts.entries();
  const ended: Enrolled[] = [];
  const refusals: unknown[] = [];
  const work = async () => {
    for (const [at, accountId] of waiting) {
      const executionArn = await start(target, { accountId, ...input }).catch((error) => {
        refusals.push(error);
        ended[at] = { account: accountId, status: 'NOT_STARTED', outcomes: [], cause: problem(error) };
      });
      if (executionArn !== undefined) ended[at] = await one(target, accountId, executionArn);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (refusals.length === accounts.length) throw refusals[0];
  return ended;
}

async function start({ steps, enrollAccount }: Target, input: object): Promise<string | undefined> {
  const started = new StartExecutionCommand({ stateMachineArn: enrollAccount, input: JSON.stringify(input) });
  return (await steps.send(started)).executionArn;
}

async function one(target: Target, account: string, executionArn: string): Promise<Enrolled> {
  const begun = { account, executionArn };
  try {
    const ended = await follow(target, { executionArn, workflow: 'enroll-account', title: account });
    const { status = '', output = '{"outcomes":[]}' } = ended;
    if (status === 'SUCCEEDED') return { ...begun, status, ...EnrollmentOutput.parse(JSON.parse(output)) };
    return {
      ...begun,
      status,
      outcomes: [],
      ...explain({ Error: ended.error ?? '', Cause: ended.cause ?? '' }),
    };
  } catch (error) {
    target.progress.end(account, 'UNKNOWN');
    return { ...begun, status: 'UNKNOWN', outcomes: [], cause: problem(error) };
  }
}
