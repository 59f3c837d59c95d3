import * as z from 'zod';
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

/**
 * What CrowdStrike's registration of the account asks of the role.
 *
 * @throws {UntrustedPrincipalError} the settings do not allow it
 * @throws {VendorResponseError} the registration is for another role than that of the settings, or its external id is not valid
 */
export function requestOf(
  account: Account,
  registered: CrowdstrikeAccount,
  allowed: Allowed<CrowdstrikeSettings>,
): RoleRequest {
  const request = { principal: registered.intermediateRoleArn, externalId: registered.externalId };
  crowdstrikeRole(account, request, allowed);
  parse(Fitting(arnIn(account, allowed)), registered, {
    whole: 'role',
    refuse: (faults) =>
      new VendorResponseError({
        tried: `get the role that CrowdStrike will use in account ${account.id}`,
        answered: `it answers ${registered.iamRoleArn}, which does not fit (${faults})`,
        next: 'set roleName in the parameter crowdstrike and the parameter rolePath to those of that role, or remove the registration of the account at CrowdStrike',
      }),
  });
  return request;
}

const Fitting = (arn: string) =>
  z.object({ iamRoleArn: z.literal(arn, `expected ${arn}`), externalId: ExternalId });
