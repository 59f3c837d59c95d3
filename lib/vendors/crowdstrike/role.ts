import * as z from 'zod';
import { UntrustedPrincipalError, VendorResponseError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import { parse } from '../../parse.ts';
import { ExternalId, PrincipalArn, RoleName, RolePath, type RoleSpec } from '../../role/spec.ts';
import type { ApiFamily, CrowdstrikeAccount } from './family.ts';

/**
 * The role that CrowdStrike registered for the account: named as it answered, trusting its intermediate role.
 *
 * @param trustedAccountId the only AWS account whose role may be trusted
 * @throws {UntrustedPrincipalError} CrowdStrike answers a principal of another account, or one that is not a role
 * @throws {VendorResponseError} the registered role is not one of this account, or the external id is not valid
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
    tried: 'get the trusted principal from CrowdStrike',
    answered: `it answers ${principal}, which is not a role of the AWS account ${pinned} that the secret pins`,
    next: "ask CrowdStrike which one is right; if it moved, change trustedAccountId in CrowdStrike's secret",
  });
}

const OwnRole = z.object({ name: RoleName, path: RolePath, externalId: ExternalId });

function requireOwnRole({ partition, id }: Account, { iamRoleArn, externalId }: CrowdstrikeAccount) {
  const prefix = `arn:${partition}:iam::${id}:role`;
  const named = iamRoleArn.startsWith(prefix) ? iamRoleArn.slice(prefix.length) : '';
  const end = named.lastIndexOf('/') + 1;
  const role = { path: named.slice(0, end), name: named.slice(end), externalId };
  return parse(OwnRole, role, {
    whole: 'role',
    refuse: (faults) =>
      new VendorResponseError({
        tried: `get the role that CrowdStrike will use in account ${id}`,
        answered: `it answers ${iamRoleArn}, which does not fit (${faults})`,
        next: 'fix or remove the registration of the account at CrowdStrike',
      }),
  });
}
