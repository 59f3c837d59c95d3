import {
  CreateOrganizationalUnit$,
  type CreateOrganizationalUnitRequest,
  DescribeOrganizationalUnit$,
  type DescribeOrganizationalUnitRequest,
  ListAccountsForParent$,
  type ListAccountsForParentRequest,
  ListOrganizationalUnitsForParent$,
  type ListOrganizationalUnitsForParentRequest,
  ListRoots$,
  type ListRootsRequest,
  MoveAccount$,
  type MoveAccountRequest,
} from '@aws-sdk/client-organizations';
import type { Asking } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { described } from './described-account.ts';
import { operation } from './operation.ts';
import { accountArn, fromManagement, listedMember } from './organization-access.ts';
import { accountsIn, missing, parentArn, pathTo, unitsIn, unitsOf } from './organization-tree.ts';
import { slice } from './pages.ts';
import { random } from './unique-id.ts';

/** The operations of Organizations on its tree: the root, organizational units, and the accounts in them. */
export const unitOperations = [
  operation({
    schema: ListRoots$,
    needs: (asking, _: ListRootsRequest) => fromManagement(asking, 'ListRoots', '*'),
    serve: ({ world: { state } }) => ({
      Roots: [
        { Id: state.organization.rootId, Arn: parentArn(state, state.organization.rootId), Name: 'Root' },
      ],
    }),
  }),
  operation({
    schema: CreateOrganizationalUnit$,
    needs: (asking, { ParentId = '' }: CreateOrganizationalUnitRequest) =>
      fromManagement(asking, 'CreateOrganizationalUnit', parentArn(asking.world.state, ParentId)),
    serve({ world: { state } }, { ParentId = '', Name = '' }) {
      pathTo(state, ParentId, 'ParentNotFoundException');
      const id = `ou-${state.organization.rootId.slice(2)}-${random(8, 'abcdefghijklmnopqrstuvwxyz0123456789')}`;
      state.organization.units.set(id, { name: Name, parentId: ParentId });
      return { OrganizationalUnit: { Id: id, Arn: parentArn(state, id), Name } };
    },
  }),
  operation({
    schema: DescribeOrganizationalUnit$,
    needs: (asking, { OrganizationalUnitId = '' }: DescribeOrganizationalUnitRequest) =>
      fromManagement(
        asking,
        'DescribeOrganizationalUnit',
        parentArn(asking.world.state, OrganizationalUnitId),
      ),
    serve({ world: { state } }, { OrganizationalUnitId = '' }) {
      const unit = unitsOf(state).get(OrganizationalUnitId);
      if (unit === undefined) throw missing('OrganizationalUnitNotFoundException');
      const Arn = parentArn(state, OrganizationalUnitId);
      return { OrganizationalUnit: { Id: OrganizationalUnitId, Arn, Name: unit.name } };
    },
  }),
  operation({
    schema: ListOrganizationalUnitsForParent$,
    needs: (asking, { ParentId = '' }: ListOrganizationalUnitsForParentRequest) =>
      fromManagement(asking, 'ListOrganizationalUnitsForParent', parentArn(asking.world.state, ParentId)),
    serve({ world: { state } }, { ParentId = '', NextToken = '', MaxResults = 20 }) {
      const { page, next } = slice(unitsIn(state, ParentId), NextToken, MaxResults);
      const units = page.map(([Id, { name }]) => ({ Id, Arn: parentArn(state, Id), Name: name }));
      return { OrganizationalUnits: units, NextToken: next };
    },
  }),
  operation({
    schema: ListAccountsForParent$,
    needs: (asking, { ParentId = '' }: ListAccountsForParentRequest) =>
      fromManagement(asking, 'ListAccountsForParent', parentArn(asking.world.state, ParentId)),
    serve(asking, { ParentId = '', NextToken = '', MaxResults = 20 }) {
      const { page, next } = slice(accountsIn(asking, ParentId), NextToken, MaxResults);
      return { Accounts: page.map((account) => described(asking, account)), NextToken: next };
    },
  }),
  operation({
    schema: MoveAccount$,
    needs: (asking, { AccountId }: MoveAccountRequest) =>
      fromManagement(asking, 'MoveAccount', accountArn(asking.world.state, AccountId)),
    serve: move,
  }),
];

function move(
  asking: Asking,
  { AccountId, SourceParentId, DestinationParentId = '' }: MoveAccountRequest,
): object {
  const { state } = asking.world;
  const { membership } = listedMember(asking, AccountId);
  if ((membership.units.at(-1) ?? state.organization.rootId) !== SourceParentId)
    throw missing('SourceParentNotFoundException');
  if (SourceParentId === DestinationParentId)
    throw new AwsError(
      'DuplicateAccountException',
      'That account is already present in the specified parent.',
    );
  membership.units = pathTo(state, DestinationParentId, 'DestinationParentNotFoundException');
  return {};
}
