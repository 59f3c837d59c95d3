import * as z from 'zod';
import { UntrustedPrincipalError, VendorResponseError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import { ExternalId, PrincipalArn, RoleName, RolePath, type RoleSpec } from '../../role/spec.ts';
import type { ApiFamily, CrowdstrikeAccount } from './family.ts';

/**
 * The role that CrowdStrike registered for the account: named as it answered, trusting its intermediate role.
 *
 * @param trustedAccountId the only AWS account whose role may be trusted
 * @throws {UntrustedPrincipalError} CrowdStrike answers a principal of another account, or one that is not a role
 * @throws {VendorResponseError} the registered role is not one of this account, or the external id is none
 */
export function crowdstrikeRole(
  account: Account,
  registered: CrowdstrikeAccount,
  how: RoleIngredients,
): RoleSpec {
  requirePinned(account, registered.intermediateRoleArn, how.trustedAccountId);
  const { externalId, ...named } = requireOwnRole(account, registered);
  return {
    ...named,
    description: 'Lets CrowdStrike Falcon Cloud Security read the configuration of this account.',
    maxSessionSeconds: 3600,
    trustedPrincipal: registered.intermediateRoleArn,
    externalId,
    ...how.family.permissions(account.partition),
  };
}

/** What the role depends on besides the account and its registration. */
export interface RoleIngredients {
  trustedAccountId: string;
  family: ApiFamily;
}

function requirePinned({ partition }: Account, principal: string, pinned: string) {
  if (
    PrincipalArn.safeParse(principal).success &&
    principal.startsWith(`arn:${partition}:iam::${pinned}:role/`)
  )
    return;
  throw new UntrustedPrincipalError({
    tried: 'learn from CrowdStrike which principal its role is to trust',
    said: `it answers ${principal}, which is no role of the AWS account ${pinned} that the secret pins`,
    next: "ask CrowdStrike which one is right; if it moved, change trustedAccountId in CrowdStrike's secret and start the enrollment again",
  });
}

const OwnRole = z.object({ name: RoleName, path: RolePath, externalId: ExternalId });

function requireOwnRole({ partition, id }: Account, { iamRoleArn, externalId }: CrowdstrikeAccount) {
  const prefix = `arn:${partition}:iam::${id}:role`;
  const named = iamRoleArn.startsWith(prefix) ? iamRoleArn.slice(prefix.length) : '';
  const end = named.lastIndexOf('/') + 1;
  const role = OwnRole.safeParse({ path: named.slice(0, end), name: named.slice(end), externalId });
  if (role.success) return role.data;
  throw new VendorResponseError({
    tried: `learn from CrowdStrike which role it will use in account ${id}`,
    said: `it answers ${iamRoleArn}, which does not fit (${role.error.issues.map(({ message }) => message).join('; ')})`,
    next: 'mend or remove the registration of the account at CrowdStrike and start the enrollment again',
  });
}
