import type { Asking, Keys, Need } from './authorize.ts';
import { AwsError } from './aws-error.ts';
import type { Account, Role } from './state.ts';

interface RoleNamed {
  RoleName: string | undefined;
}

/** The account that IAM acts in: the caller's own. */
export function ownAccount({ world, caller }: Asking): Account {
  const account = world.state.accounts.get(caller.account);
  if (account === undefined) throw new AwsError('InternalFailure', `No account ${caller.account}`);
  return account;
}

/**
 * The role of that name in the caller's account.
 *
 * @throws AwsError NoSuchEntity
 */
export function ownRole(asking: Asking, { RoleName = '' }: RoleNamed): Role {
  const role = ownAccount(asking).roles.get(RoleName.toLowerCase());
  if (role === undefined) throw noSuchRole(RoleName);
  return role;
}

/** The error of a role that is not there. */
export const noSuchRole = (name: string): AwsError =>
  new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`);

/** The permission that an action on one role takes, with the condition keys that the role itself gives. */
export function onRole(asking: Asking, action: string, target: RoleNamed & { keys?: Keys }): Need {
  const name = target.RoleName ?? '';
  const role = ownAccount(asking).roles.get(name.toLowerCase());
  const tags = [...(role?.tags ?? [])].flatMap(([key, value]) => [
    [`iam:ResourceTag/${key}`, value],
    [`aws:ResourceTag/${key}`, value],
  ]);
  return {
    action: `iam:${action}`,
    resource: role?.arn ?? roleArn(asking, '/', name),
    keys: { 'iam:PermissionsBoundary': role?.boundary, ...Object.fromEntries(tags), ...target.keys },
  };
}

/** @param path begins and ends with a slash */
export const roleArn = ({ world, caller }: Asking, path: string, name: string): string =>
  `arn:${world.state.partition}:iam::${caller.account}:role${path}${name}`;
