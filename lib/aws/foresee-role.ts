import type { IAMClient } from '@aws-sdk/client-iam';
import { describeAccount } from '../organization/account.ts';
import { drift } from '../role/drift.ts';
import { CREATED, type EnsuredRole } from '../role/ensured.ts';
import { newRole } from '../role/new-role.ts';
import { requireOurs } from '../role/ownership.ts';
import { describeRepair } from '../role/repair-words.ts';
import type { WantedRole } from '../role/wanted.ts';
import { callRefused } from './access-refusal.ts';
import { attempt } from './failure.ts';
import { isUnknownRole, notShown, readRole } from './read-role.ts';

/**
 * What `ensureRole` would do, in the words in which it would say it; only reads.
 *
 * @param iam a client with the credentials of a session in the account
 * @throws {RoleNotOursError} a role of that name is not Rollcall's to change
 * @throws {AccessDeniedError} {AccountNotReadyError} {AwsUnavailableError} {AwsRejectedError}
 */
export function foreseeRole(iam: IAMClient, wanted: WantedRole): Promise<EnsuredRole> {
  const about = {
    tried: `read the role ${wanted.arn} in ${describeAccount(wanted.account)}`,
    next: 'fix what AWS names: a policy of the organization, or the permissions of the access role',
  };
  return attempt(about, () =>
    foresee(iam, wanted).catch((error) => {
      throw isUnknownRole(error) ? notShown(wanted) : callRefused(wanted.account, error);
    }),
  );
}

async function foresee(iam: IAMClient, wanted: WantedRole): Promise<EnsuredRole> {
  const { arn, spec } = wanted;
  const found = await readRole(iam, spec.name);
  const more = found === undefined ? [] : requireOurs(wanted, found);
  if (more.length > 0) return { arn, change: 'left', changes: [], more };
  const repairs = drift(wanted, found ?? newRole(wanted)).map(describeRepair);
  if (found === undefined) return { arn, change: 'created', changes: [CREATED, ...repairs] };
  return { arn, change: repairs.length > 0 ? 'repaired' : 'unchanged', changes: repairs };
}
