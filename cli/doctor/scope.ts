import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { organizationListsWith } from '../../lib/aws/organization-lists.ts';
import type { Config } from '../../lib/config.ts';
import type { RollMember } from '../../lib/coverage/roll.ts';
import { leftOutBy } from '../../lib/organization/filter.ts';
import { rollMembers } from '../../lib/roll-call/members.ts';
import type { Target } from '../target/target.ts';

/** The active accounts that the deployment is to enroll. */
export type Scope = RollMember[];

/** Lists the organization. Throws what `lib/aws` throws. */
export async function readScope(
  { configuration, organizations }: Target,
  { filters, managementAccount, managementAccountId }: Config,
): Promise<Scope> {
  const tagging = new ResourceGroupsTaggingAPIClient(configuration);
  const lists = organizationListsWith({ organizations, tagging }, managementAccountId);
  const members = await rollMembers(lists, [filters]);
  const isIn = async ({ account, state, isManagementAccount, units, tags }: RollMember) => {
    if (state !== 'ACTIVE' || (isManagementAccount && managementAccount === 'DISABLED')) return false;
    const asked = { account, ancestors: async () => units, tags: async () => tags };
    return (await leftOutBy(filters, asked)) === undefined;
  };
  const included = await Promise.all(members.map(isIn));
  return members.filter((_, index) => included[index]);
}
