import {
  DescribeOrganization$,
  ListChildren$,
  type ListChildrenRequest,
  ListParents$,
  type ListParentsRequest,
} from '@aws-sdk/client-organizations';
import type { Asking } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';
import { accountArn, fromManagement, fromMember, listedMember } from './organization-access.ts';
import { accountsIn, parentArn, resourceArn, unitsIn, unitsOf } from './organization-tree.ts';
import { slice } from './pages.ts';

/** The operations of Organizations on the organization itself, and on the place of accounts and units in it. */
export const structureOperations = [
  operation({
    schema: DescribeOrganization$,
    needs: (asking) => fromMember(asking, 'DescribeOrganization', '*'),
    serve({ world: { state } }) {
      const { id, managementAccountId } = state.organization;
      return {
        Organization: {
          Id: id,
          Arn: `arn:${state.partition}:organizations::${managementAccountId}:organization/${id}`,
          FeatureSet: 'ALL' as const,
          MasterAccountId: managementAccountId,
          MasterAccountArn: accountArn(state, managementAccountId),
          MasterAccountEmail: state.accounts.get(managementAccountId)?.membership?.email,
          AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY' as const, Status: 'ENABLED' as const }],
        },
      };
    },
  }),
  operation({
    schema: ListParents$,
    needs: (asking, { ChildId = '' }: ListParentsRequest) =>
      fromManagement(asking, 'ListParents', resourceArn(asking.world.state, ChildId)),
    serve(asking, { ChildId = '' }) {
      const { rootId } = asking.world.state.organization;
      const parent = parentOf(asking, ChildId) ?? rootId;
      const Type = parent === rootId ? ('ROOT' as const) : ('ORGANIZATIONAL_UNIT' as const);
      return { Parents: [{ Id: parent, Type }] };
    },
  }),
  operation({
    schema: ListChildren$,
    needs: (asking, { ParentId = '' }: ListChildrenRequest) =>
      fromManagement(asking, 'ListChildren', parentArn(asking.world.state, ParentId)),
    serve(asking, { ParentId = '', ChildType, NextToken = '', MaxResults = 20 }) {
      const ids =
        ChildType === 'ACCOUNT'
          ? accountsIn(asking, ParentId).map(({ id }) => id)
          : unitsIn(asking.world.state, ParentId).map(([id]) => id);
      const { page, next } = slice(ids, NextToken, MaxResults);
      return { Children: page.map((Id) => ({ Id, Type: ChildType })), NextToken: next };
    },
  }),
];

function parentOf(asking: Asking, childId: string): string | undefined {
  if (!childId.startsWith('ou-'))
    return listedMember(asking, childId, 'ChildNotFoundException').membership.units.at(-1);
  const unit = unitsOf(asking.world.state).get(childId);
  if (unit !== undefined) return unit.parentId;
  throw new AwsError('ChildNotFoundException', "You specified a unit that doesn't exist.");
}
