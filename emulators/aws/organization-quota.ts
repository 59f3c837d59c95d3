import { AwsError } from './aws-error.ts';
import type { World } from './world.ts';

/** What the quotas depend on. */
type Quota = Pick<World, 'quotas' | 'switches'>;

/**
 * Requests a second and burst of each operation: per account, and of the whole organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const quotas: Record<string, { account: [rate: number, burst: number]; organization?: [number, number] }> = {
  DescribeAccount: { account: [20, 30], organization: [24, 36] },
  DescribeOrganization: { account: [1, 2] },
  ListAccounts: { account: [8, 12], organization: [9, 15] },
  ListParents: { account: [5, 8], organization: [6, 10] },
  ListTagsForResource: { account: [10, 15], organization: [12, 18] },
  CloseAccount: { account: [0.05, 1] },
};

/**
 * Takes one request out of the caller's quota and its organization's; both refill with time.
 *
 * @throws AwsError TooManyRequestsException
 */
export function takeFromQuota(world: Quota, operation: string, account: string): void {
  const quota = quotas[operation];
  if (!world.switches.organizationsThrottled || quota === undefined) return;
  const buckets = [
    { name: `${operation} ${account}`, limits: quota.account },
    { name: operation, limits: quota.organization ?? quota.account },
  ].map(({ name, limits }) => ({ name, left: leftOf(world, name, limits) }));
  if (buckets.some(({ left }) => left < 1))
    throw new AwsError(
      'TooManyRequestsException',
      'You have sent too many requests in too short a period of time. Try again later.',
    );
  for (const { name, left } of buckets) world.quotas.set(name, { left: left - 1, at: Date.now() });
}

function leftOf({ quotas }: Quota, name: string, [rate, burst]: [number, number]): number {
  const bucket = quotas.get(name);
  if (bucket === undefined) return burst;
  const seconds = (Date.now() - bucket.at) / 1000;
  return Math.min(burst, bucket.left + seconds * rate);
}
