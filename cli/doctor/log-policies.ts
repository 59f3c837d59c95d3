import { CloudWatchLogsClient, DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** A region of an account may have so many. Source: CloudWatch Logs API reference, PutResourcePolicy. */
const LIMIT = 10;

/** Whether CloudWatch Logs has room for a resource policy: a deployment may need one for the logs of the workflows. */
export async function logPolicies({ target, region }: Subject): Promise<string> {
  const client = new CloudWatchLogsClient(target.configuration);
  // A page has up to 50.
  const { resourcePolicies = [] } = await client.send(new DescribeResourcePoliciesCommand({ limit: 50 }));
  const names = resourcePolicies.flatMap(({ policyName }) => policyName ?? []);
  if (names.length < LIMIT) return `${names.length} of ${LIMIT} of CloudWatch Logs`;
  throw new Problem(
    `${names.length} of ${LIMIT}: a deployment that needs another one fails. Delete one that nobody needs: ${names.join(', ')}`,
    `aws logs delete-resource-policy --region ${region} --policy-name <name>`,
  );
}
