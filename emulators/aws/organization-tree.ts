import type { Asking } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { accountArn, listedMembers, type Member } from './organization-access.ts';
import type { AwsState } from './state.ts';

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

/** Ids from below the root to the unit; none for the root itself. @throws AwsError with that code */
export function pathTo(state: AwsState, id: string, error: string): string[] {
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

/** The error of a root or unit that does not exist. */
export const missing = (code: string) =>
  new AwsError(code, "You specified a root or an organizational unit that doesn't exist.");
