import * as v from 'valibot';
import { removeRole } from '../lib/aws/remove-role.ts';
import { foreseeingPolicy, removalPolicy } from '../lib/aws/session-policy.ts';
import { readConfig } from '../lib/config.ts';
import { AccessDeniedError, AccountNotReadyError } from '../lib/errors.ts';
import { lambda } from '../lib/lambda.ts';
import { accessRolesIn } from '../lib/organization/access-roles.ts';
import { Account } from '../lib/organization/account.ts';
import { requireNoAccessRole } from '../lib/role/ownership.ts';
import type { RemovedRole } from '../lib/role/removed.ts';
import { roleArn } from '../lib/role/spec.ts';
import { accountAccess, givenRole, iamSessions } from '../lib/services.ts';

/**
 * RemoveRole: remove the vendor's role from the account, if it is Rollcall's and nobody else gave it anything. An account
 * that is about to close may refuse that: its roles go with it. In a dry run: what would be removed?
 *
 * @throws {RoleNotOursError} {WrongAccountError} {AccessDeniedError} {AccountNotReadyError}
 * @throws {InvalidConfigurationError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({
    execution: v.string(),
    vendor: v.string(),
    account: Account,
    state: v.string(),
    dryRun: v.boolean(),
  }),
  services: () => ({ access: accountAccess(), iamWith: iamSessions(), config: readConfig() }),
  async run(
    { execution, vendor, account, state, dryRun },
    { access, iamWith, config },
    log,
  ): Promise<RemovedRole> {
    const given = givenRole(vendor);
    const accessRoles = accessRolesIn(account, config);
    const arn = roleArn(account, { path: config.rolePath, name: given.name });
    requireNoAccessRole(arn, [...config.accessRoles, ...accessRoles]);
    const changes: string[] = [];
    const changed = (change: string) => {
      changes.push(change);
      log.info('role changed', { roleArn: arn, change });
    };
    try {
      const policy = (dryRun ? foreseeingPolicy : removalPolicy)(account, given.name);
      const { credentials } = await access.assume(account, { accessRoles, execution, policy });
      return await removeRole(iamWith(credentials), { vendor, given, account, dryRun }, changed);
    } catch (error) {
      const isRefused = error instanceof AccessDeniedError || error instanceof AccountNotReadyError;
      if (state === 'ACTIVE' || !isRefused) throw error;
      return {
        outcome: 'role-left-behind',
        ...(changes.length > 0 && { arn }),
        changes,
        reason: error.message,
      };
    }
  },
});
