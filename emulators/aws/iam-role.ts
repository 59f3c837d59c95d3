import type { Asking, Keys, Need } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { check } from './constraint.ts';
import { tagKeys } from './context.ts';
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
  const tags = role?.tags ?? new Map<string, string>();
  return {
    action: `iam:${action}`,
    resource: role?.arn ?? roleArn(asking, '/', name),
    keys: {
      'iam:PermissionsBoundary': role?.boundary,
      ...tagKeys('iam:ResourceTag', tags),
      ...tagKeys('aws:ResourceTag', tags),
      ...target.keys,
    },
  };
}

/** @param path begins and ends with a slash */
export const roleArn = ({ world, caller }: Asking, path: string, name: string): string =>
  `arn:${world.state.partition}:iam::${caller.account}:role${path}${name}`;

/**
 * Checks the name of a role or of an inline policy: 1 to `max` characters of letters, digits and `+=,.@_-`.
 *
 * @throws AwsError ValidationError
 */
export function checkName(member: string, name = '', max = 64): void {
  check(member, name, { min: 1, max });
  if (!/^[\w+=,.@-]+$/.test(name))
    throw new AwsError(
      'ValidationError',
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
}

/** @throws AwsError ValidationError */
export function checkPath(path: string): void {
  check('path', path, { max: 512 });
  if (!/^\/([\u0021-\u007E]+\/)?$/.test(path))
    throw new AwsError(
      'ValidationError',
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
}

/** What a role can be created with and updated to: seconds of 1 to 12 hours, and a description of 1,000 characters. */
export function checkSettings(settings: {
  Description?: string | undefined;
  MaxSessionDuration?: number | undefined;
}): void {
  check('maxSessionDuration', settings.MaxSessionDuration, { min: 3600, max: 43_200 });
  check('description', settings.Description, {
    max: 1000,
    pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
  });
}
