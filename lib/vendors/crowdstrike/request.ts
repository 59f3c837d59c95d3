import * as v from 'valibot';
import { VendorResponseError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import { parse } from '../../parse.ts';
import type { RoleRequest } from '../../role/request.ts';
import { ExternalId, roleArn } from '../../role/spec.ts';
import type { Allowed } from '../vendor.ts';
import type { CrowdstrikeAccount } from './family.ts';
import { crowdstrikeRole } from './role.ts';
import type { CrowdstrikeSettings } from './settings.ts';

/** The ARN of the role that the settings give CrowdStrike in the account. */
export const arnIn = (account: Account, { settings, rolePath }: Allowed<CrowdstrikeSettings>) =>
  roleArn(account, { path: rolePath, name: settings.roleName });

/** What CrowdStrike's registration of the account asks of the role; nobody judged it yet. */
export const requestOf = (registered: CrowdstrikeAccount): RoleRequest => ({
  principal: registered.intermediateRoleArn,
  externalId: registered.externalId,
});

/** Stands in a dry run for what CrowdStrike's answer to registering the account will ask of the role. */
export const requestToCome = (
  { partition }: Account,
  { settings }: Allowed<CrowdstrikeSettings>,
): RoleRequest => ({
  principal: `arn:${partition}:iam::${settings.trustedAccountId}:role/known-after-registering`,
  externalId: 'known-after-registering',
});

/**
 * The request, if the settings allow it.
 *
 * @throws {UntrustedPrincipalError} they do not
 * @throws {VendorResponseError} its external id is not valid
 */
export function allowedRequest(
  account: Account,
  request: RoleRequest,
  allowed: Allowed<CrowdstrikeSettings>,
): RoleRequest {
  crowdstrikeRole(account, request, allowed);
  parse(v.object({ externalId: ExternalId }), request, {
    whole: 'request',
    refuse: (faults) =>
      new VendorResponseError({
        tried: `get what CrowdStrike asks of the role in account ${account.id}`,
        answered: `it answers a registration that does not fit (${faults})`,
        next: 'fix or remove the registration of the account at CrowdStrike',
      }),
  });
  return request;
}
