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
}

/**
 * Waits for the end of an execution. On stderr it says once why a state is tried again; on Ctrl-C the process ends with
 * exit code 130, and the execution goes on.
 */
export async function follow(
  { steps, pollSeconds, options }: Target,
  { executionArn, title }: Followed,
): Promise<DescribeExecutionCommandOutput> {
  const detach = () => {
    process.stderr.write(`\n${title} goes on. To look again:\nrollcall status ${options}\n`);
    process.exit(130);
  };
  process.once('SIGINT', detach);
  let said = '';
  for (;;) {
    const execution = await steps.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') {
      process.off('SIGINT', detach);
      return execution;
    }
    const { events = [] } = await steps.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 20 }),
    );
    const failed = events.find(({ lambdaFunctionFailedEventDetails: details }) => details !== undefined);
    const { error = '', cause = '' } = failed?.lambdaFunctionFailedEventDetails ?? {};
    const saying =
      failed === undefined ? 'running' : reasonOf({ Error: error, Cause: cause }, { isVerbose: false }).short;
    if (saying !== said) process.stderr.write(`  … ${title}: ${saying}\n`);
    said = saying;
    await sleep(pollSeconds * 1000);
  }
}
