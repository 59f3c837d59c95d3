import * as v from 'valibot';
import { UntrustedPrincipalError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import type { RoleRequest } from '../../role/request.ts';
import { PrincipalArn, type RoleSpec } from '../../role/spec.ts';
import type { Allowed } from '../vendor.ts';
import { permissionsOf } from './permissions.ts';
import type { CrowdstrikeSettings } from './settings.ts';

/**
 * The role that CrowdStrike uses in the account, trusting its intermediate role.
 *
 * @throws {UntrustedPrincipalError} the request is for a principal of another account or one that is not a role, or for a
 * policy, which CrowdStrike never answers
 */
export function crowdstrikeRole(
  account: Account,
  { principal, externalId, policy }: RoleRequest,
  { settings, rolePath }: Allowed<CrowdstrikeSettings>,
): RoleSpec {
  requirePinned(account, principal, settings.trustedAccountId);
  if (policy !== undefined) throw askedForPolicy();
  return {
    name: settings.roleName,
    path: rolePath,
    description: 'Lets CrowdStrike Falcon Cloud Security read the configuration of this account.',
    maxSessionSeconds: 3600,
    trustedPrincipal: principal,
    externalId,
    ...permissionsOf(settings, account),
  };
}

function requirePinned({ partition }: Account, principal: string, pinned: string) {
  if (v.is(PrincipalArn, principal) && principal.startsWith(`arn:${partition}:iam::${pinned}:role/`)) return;
  throw new UntrustedPrincipalError({
    tried: 'get the trusted principal from CrowdStrike',
    answered: `it answers ${principal}, which is not a role of the AWS account ${pinned} that the parameter crowdstrike pins`,
    next: 'ask CrowdStrike which one is right; if it moved, change trustedAccountId in the parameter crowdstrike',
  });
}

const askedForPolicy = () =>
  new UntrustedPrincipalError({
    tried: "decide on the policy of CrowdStrike's role",
    answered: 'the request has a policy, and CrowdStrike answers none',
    next: 'find out what sent the request',
  });
