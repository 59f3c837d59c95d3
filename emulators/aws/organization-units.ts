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
import {
  accountArn,
  fromManagement,
  listedMember,
  listedMembers,
  type Member,
} from './organization-access.ts';
import { slice } from './pages.ts';
import type { AwsState } from './state.ts';
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

/** The units directly in a root or unit, by id. @throws AwsError ParentNotFoundException */
export function unitsIn(state: AwsState, parent: string) {
  pathTo(state, parent, 'ParentNotFoundException');
  return [...unitsOf(state)].filter(([, { parentId }]) => parentId === parent);
}

/** The accounts directly in a root or unit. @throws AwsError ParentNotFoundException */
export function accountsIn(asking: Asking, parent: string): Member[] {
  const { state } = asking.world;
  pathTo(state, parent, 'ParentNotFoundException');
  return listedMembers(asking).filter(
    ({ membership }) => (membership.units.at(-1) ?? state.organization.rootId) === parent,
  );
}

/** `arn:<partition>:organizations::<management account>:ou/<organization>/<unit>`, or that of the root. */
export const parentArn = ({ partition, organization }: AwsState, id: string) =>
  `arn:${partition}:organizations::${organization.managementAccountId}:${id.startsWith('r-') ? 'root' : 'ou'}/${organization.id}/${id}`;

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

/** Ids from below the root to the unit; none for the root itself. */
function pathTo(state: AwsState, id: string, error: string): string[] {
  if (id === state.organization.rootId) return [];
  const unit = unitsOf(state).get(id);
  if (unit === undefined) throw missing(error);
  return [...pathTo(state, unit.parentId, error), id];
}

/** All units by id: those that were made here, and those that accounts were put into, which have their id for a name. */
export function unitsOf({
  organization,
  accounts,
}: AwsState): Map<string, { name: string; parentId: string }> {
  const units = new Map(organization.units);
  for (const { membership } of accounts.values())
    membership?.units.forEach((id, index, path) => {
      if (!units.has(id)) units.set(id, { name: id, parentId: path[index - 1] ?? organization.rootId });
    });
  return units;
}

/** The ARN of an account, a unit or the root, by its id. */
export const resourceArn = (state: AwsState, id: string): string =>
  /^(ou|r)-/.test(id) ? parentArn(state, id) : accountArn(state, id);

const missing = (code: string) =>
  new AwsError(code, "You specified a root or an organizational unit that doesn't exist.");
