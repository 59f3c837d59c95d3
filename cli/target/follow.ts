import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
} from '@aws-sdk/client-sfn';
import { reasonOf } from '../print/reason.ts';
import type { Target } from './target.ts';

/** What is followed: an execution, and what to call it. */
interface Followed {
  executionArn: string | undefined;
  title: string;
  /** What to say of it while no state is tried again; "running" when left out. */
  progress?: (since: Date) => Promise<string>;
}

/** Waits for the end of an execution. Meanwhile it shows what changes, and why a state is tried again. */
export async function follow(target: Target, followed: Followed): Promise<DescribeExecutionCommandOutput> {
  const { steps, pollSeconds, progress } = target;
  const { executionArn, title } = followed;
  for (;;) {
    const execution = await steps.send(new DescribeExecutionCommand({ executionArn }));
    const { status, error, startDate = new Date() } = execution;
    if (status !== 'RUNNING') {
      progress.end(title, [status, error].filter(Boolean).join(' '));
      return execution;
    }
    progress.say(title, await whatItDoes(target, followed, startDate));
    await sleep(pollSeconds * 1000);
  }
}

async function whatItDoes(
  { steps, isVerbose }: Target,
  { executionArn, progress }: Followed,
  since: Date,
): Promise<string> {
  const { events = [] } = await steps.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 20 }),
  );
  const last = events.find(({ type = '' }) => /^LambdaFunction(Failed|Succeeded)$/.test(type));
  const { error, cause } = last?.lambdaFunctionFailedEventDetails ?? {};
  if (error !== undefined) {
    const { short, full = short } = reasonOf({ Error: error, Cause: cause }, { isVerbose });
    return full;
  }
  return progress === undefined ? 'running' : progress(since);
}
