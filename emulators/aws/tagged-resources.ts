import { GetResources$, type GetResourcesInput } from '@aws-sdk/client-resource-groups-tagging-api';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';
import { accountArn, listedMembers } from './organization-access.ts';
import { slice } from './pages.ts';

/**
 * The operations of the Resource Groups Tagging API, for the accounts of an organization. It lists them in us-east-1, to
 * the management account, and only those that have or had a tag.
 *
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export const taggedResourceOperations = [
  operation({
    schema: GetResources$,
    needs: (_asking, _input: GetResourcesInput) => [{ action: 'tag:GetResources', resource: '*' }],
    serve(asking, { ResourceTypeFilters = [], PaginationToken = '', ResourcesPerPage = 50 }) {
      if (ResourceTypeFilters.some((type) => type !== 'organizations:account'))
        throw new AwsError('InvalidParameterException', 'only organizations:account is emulated');
      if (ResourcesPerPage < 1 || ResourcesPerPage > 100)
        throw new AwsError('InvalidParameterException', 'ResourcesPerPage must be between 1 and 100');
      const { managementAccountId } = asking.world.state.organization;
      const isHome =
        asking.caller.account === managementAccountId && /^us-(gov-)?(east|west)-1$/.test(asking.region);
      const tagged = isHome ? listedMembers(asking).filter(({ membership }) => membership.tags.size > 0) : [];
      const { page, next = '' } = slice(tagged, PaginationToken, ResourcesPerPage);
      return {
        PaginationToken: next,
        ResourceTagMappingList: page.map(({ id, membership }) => ({
          ResourceARN: accountArn(asking.world.state, id),
          Tags: [...membership.tags].map(([Key, Value]) => ({ Key, Value })),
        })),
      };
    },
  }),
];
