import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** The fewest that docs/operations/before-and-deploy.md calls enough, and how many it shows to be faster. */
const ENOUGH = 10;
const FAST = 30;

/** Whether Lambda runs enough functions at once: those of the account that no function has reserved. */
export async function concurrency({ target, region }: Subject): Promise<string> {
  const { AccountLimit } = await new LambdaClient(target.configuration).send(
    new GetAccountSettingsCommand({}),
  );
  const { ConcurrentExecutions = 0, UnreservedConcurrentExecutions: free = ConcurrentExecutions } =
    AccountLimit ?? {};
  if (free < ENOUGH)
    throw new Problem(
      `${free} functions at once; ${ENOUGH} are enough, and slow`,
      // Source: Service Quotas, "Concurrent executions" of AWS Lambda.
      `aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value 1000`,
    );
  return `${free} functions at once${free < FAST ? `: enough, and slow for many accounts` : ''}`;
}
