import type { Asking, Need } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { takeFromQuota } from './organization-quota.ts';
import { verdict } from './policy-verdict.ts';
import type { Account, AwsState, Membership } from './state.ts';
import { isWithin, type World } from './world.ts';

/** An account of the organization. */
export type Member = Account & { membership: Membership };

/**
 * The permission that an operation of Organizations takes, within the quota.
 *
 * @throws AwsError TooManyRequestsException, AWSOrganizationsNotInUseException;
 *   AccessDeniedException to all accounts but the management account, and those that the organization's policy allows
 */
export function fromManagement(asking: Asking, operation: string, resource: string): Need[] {
  const needs = fromMember(asking, operation, resource);
  const { managementAccountId, resourcePolicy } = asking.world.state.organization;
  if (asking.caller.account === managementAccountId) return needs;
  const delegated = {
    action: `organizations:${operation}`,
    resource,
    context: new Map(),
    principal: asking.caller,
  };
  if (resourcePolicy !== undefined && verdict([resourcePolicy], delegated) === 'allowed') return needs;
  throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
}

/** The same for what every account of the organization may ask. */
export function fromMember({ world, caller }: Asking, operation: string, resource: string): Need[] {
  takeFromQuota(world, operation, caller.account);
  if (world.state.accounts.get(caller.account)?.membership === undefined)
    throw new AwsError(
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    );
  return [{ action: `organizations:${operation}`, resource }];
}

/** The accounts that Organizations shows by now, in the order of their joining. */
export function listedMembers({ world }: Asking): Member[] {
  return [...world.state.accounts.values()].flatMap((account) => listed(world, account));
}

/** The account where Organizations shows it by now; otherwise nothing. */
function listed({ state, switches }: World, account: Account): Member[] {
  if (!isMember(account)) return [];
  const { id, membership } = account;
  const isShown =
    id === state.organization.managementAccountId ||
    !isWithin(switches.accountNotListedSeconds, membership.joinedAt);
  return isShown ? [account] : [];
}

/**
 * One of those accounts.
 *
 * @param error the code of the error when it is not among them, which differs by operation
 * @throws AwsError that, or InvalidInputException
 */
export function listedMember(asking: Asking, id = '', error = 'AccountNotFoundException'): Member {
  if (!/^\d{12}$/.test(id))
    throw new AwsError(
      'InvalidInputException',
      'You provided a value that does not match the required pattern.',
    );
  const account = asking.world.state.accounts.get(id);
  const [member] = account === undefined ? [] : listed(asking.world, account);
  const what = error === 'TargetNotFoundException' ? 'a target' : 'an account';
  if (member === undefined) throw new AwsError(error, `You specified ${what} that doesn't exist.`);
  return member;
}

/** `arn:<partition>:organizations::<management account>:account/<organization>/<account>` */
export const accountArn = ({ partition, organization }: AwsState, id = ''): string =>
  `arn:${partition}:organizations::${organization.managementAccountId}:account/${organization.id}/${id}`;

const isMember = (account: Account): account is Member => account.membership !== undefined;
