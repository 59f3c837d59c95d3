import { DeleteRoleCommand, type IAMClient, ListInstanceProfilesForRoleCommand } from '@aws-sdk/client-iam';
import { deadline } from '../deadline.ts';
import { AwsUnavailableError } from '../errors.ts';
import { type Account, describeAccount } from '../organization/account.ts';
import { removal, type Unwanted } from '../role/removal.ts';
import type { RemovedRole } from '../role/removed.ts';
import { describeRepair } from '../role/repair-words.ts';
import { callRefused } from './access-refusal.ts';
import { attempt } from './failure.ts';
import { isUnknownRole, readRole } from './read-role.ts';
import { stripRole } from './strip-role.ts';

/** A role to remove, in which account, and whether that is only planned. */
export interface RoleToRemove extends Unwanted {
  account: Account;
  dryRun: boolean;
}

/**
 * Removes a role of ours, unless somebody else gave it something; one that does not exist is removed. Whatever an
 * interrupted call left is removed by the next one.
 *
 * @param iam a client with the credentials of a session in the account
 * @param done is called with each change as soon as it is made, so that none is lost when a later one fails
 * @throws {AccessDeniedError} {AccountNotReadyError} {AwsUnavailableError} {AwsRejectedError}
 */
export function removeRole(
  iam: IAMClient,
  unwanted: RoleToRemove,
  done: (change: string) => void,
): Promise<RemovedRole> {
  const { given, account } = unwanted;
  const tried = `remove the role ${given.name} in ${describeAccount(account)}`;
  const next = 'fix what AWS names: a policy of the organization, or what else uses the role';
  return attempt({ tried, next }, async () => {
    const changes: string[] = [];
    const note = (change: string) => {
      changes.push(change);
      done(change);
    };
    try {
      return await remove(iam, unwanted, { changes, note });
    } catch (error) {
      throw isChanging(error) ? lookAgain(tried, error) : callRefused(account, error);
    }
  });
}

async function remove(
  iam: IAMClient,
  { given, vendor, dryRun }: RoleToRemove,
  { changes, note }: { changes: string[]; note: (change: string) => void },
): Promise<RemovedRole> {
  const actual = await readRole(iam, given.name);
  if (actual === undefined) return { outcome: 'role-did-not-exist', changes };
  const { arn } = actual;
  const planned = removal({ given, vendor }, actual);
  if ('stays' in planned) return { outcome: 'role-left-behind', arn, changes, reason: planned.stays };
  if (dryRun)
    return (await hasInstanceProfile(iam, given.name))
      ? { outcome: 'role-left-behind', arn, changes, reason: `${IN_PROFILE}; it will lose its policies` }
      : { outcome: 'role-removed', arn, changes };
  for (const stripping of planned.strippings) {
    await stripRole(iam, given.name, stripping);
    note(describeRepair(stripping));
  }
  try {
    await iam.send(new DeleteRoleCommand({ RoleName: given.name }), { abortSignal: deadline() });
  } catch (error) {
    if (!isInInstanceProfile(error)) throw error;
    const reason = `${IN_PROFILE}; it has no policy any more`;
    return { outcome: 'role-left-behind', arn, changes, reason };
  }
  note('deleted the role');
  return { outcome: 'role-removed', arn, changes };
}

const IN_PROFILE = 'somebody put it into an instance profile';

/** Only a dry run asks for it; otherwise DeleteRole answers it. */
async function hasInstanceProfile(iam: IAMClient, RoleName: string): Promise<boolean> {
  const { InstanceProfiles = [] } = await iam.send(
    new ListInstanceProfilesForRoleCommand({ RoleName, MaxItems: 1 }),
    { abortSignal: deadline() },
  );
  return InstanceProfiles.length > 0;
}

/** Source: IAM API Reference, DeleteRole; the words are IAM's own. */
const isInInstanceProfile = (error: unknown) => isConflict(error) && /instance profile/i.test(error.message);

/** Whether somebody gave the role a policy just now, or deleted it, or IAM does not show all of it yet. */
const isChanging = (error: unknown): error is Error => isUnknownRole(error) || isConflict(error);

const isConflict = (error: unknown): error is Error =>
  error instanceof Error && error.name.startsWith('DeleteConflict');

const lookAgain = (tried: string, error: Error) =>
  new AwsUnavailableError({ tried, answered: `${error.name} ${error.message}` }, { cause: error });
