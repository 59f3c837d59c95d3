import * as v from 'valibot';
import { VendorResponseError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import { isRoleIn, RoleName, RolePath } from '../../role/spec.ts';
import type { Allowed, Listed } from '../vendor.ts';
import type { CrowdstrikeAccount } from './family.ts';
import type { CrowdstrikeSettings } from './settings.ts';

/** A registration as one of the list. One for a whole organization is never ours, whatever its role is. */
export function listed(
  { accountId, id, status, iamRoleArn, isMaster, isValid }: CrowdstrikeAccount,
  { settings, rolePath }: Allowed<CrowdstrikeSettings>,
): Listed {
  const ours = !isMaster && isRoleIn(iamRoleArn, accountId, { path: rolePath, name: settings.roleName });
  return {
    ...{ accountId, id, status: status.slice(0, 200), standing: ours ? 'ours' : 'elsewhere' },
    detail: isMaster ? `an organization's registration with ${iamRoleArn}` : iamRoleArn,
    ...(!isValid && {
      problem: `CrowdStrike calls the registration invalid, in the state ${status.slice(0, 200)}`,
    }),
  };
}

/** @throws {VendorResponseError} the registration names what is not a role of the account */
export function requireOwnRole({ partition, id }: Account, { iamRoleArn }: CrowdstrikeAccount): void {
  const prefix = `arn:${partition}:iam::${id}:role`;
  const named = iamRoleArn.startsWith(prefix) ? iamRoleArn.slice(prefix.length) : '';
  const end = named.lastIndexOf('/') + 1;
  if (v.is(RolePath, named.slice(0, end)) && v.is(RoleName, named.slice(end))) return;
  throw new VendorResponseError({
    tried: `get the role that CrowdStrike uses in account ${id}`,
    answered: `it answers ${iamRoleArn}, which is not a role of the account`,
    next: 'fix or remove the registration of the account at CrowdStrike',
  });
}
