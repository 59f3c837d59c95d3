import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { ListedMember } from '../organization/member.ts';
import { accountTags } from './account-tags.ts';
import { organizationMembers } from './organization-members.ts';
import { tagsOfEach } from './tags-of-each.ts';

interface Clients {
  organizations: OrganizationsClient;
  tagging: ResourceGroupsTaggingAPIClient;
}

/**
 * All accounts of the organization, and their tags. Only in the management account does the Resource Groups Tagging API
 * list them.
 *
 * @param managementAccountId empty where the clients are of the management account
 */
export const organizationListsWith = ({ organizations, tagging }: Clients, managementAccountId: string) => ({
  members: () => organizationMembers(organizations),
  tags: (members: Promise<ListedMember[]>) =>
    managementAccountId === '' ? accountTags(tagging) : tagsOfEach(organizations, members),
});
