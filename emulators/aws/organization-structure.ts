import { DescribeOrganization$, ListParents$, type ListParentsRequest } from '@aws-sdk/client-organizations';
import { operation } from './operation.ts';
import { accountArn, fromManagement, fromMember, listedMember } from './organization-access.ts';

/** The operations of Organizations on the organization itself, and on an account's place in it. */
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
    needs: (asking, { ChildId }: ListParentsRequest) =>
      fromManagement(asking, 'ListParents', accountArn(asking.world.state, ChildId)),
    serve(asking, { ChildId }) {
      const unit = listedMember(asking, ChildId, 'ChildNotFoundException').membership.units.at(-1);
      const { rootId } = asking.world.state.organization;
      if (unit === undefined) return { Parents: [{ Id: rootId, Type: 'ROOT' as const }] };
      return { Parents: [{ Id: unit, Type: 'ORGANIZATIONAL_UNIT' as const }] };
    },
  }),
];
