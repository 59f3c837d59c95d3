import * as z from 'zod';
import { ensureRole } from '../lib/aws/roles.ts';
import { sessionPolicy } from '../lib/aws/session-policy.ts';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { requireNoAccessRole } from '../lib/role/ownership.ts';
import { RoleSpec } from '../lib/role/spec.ts';
import { wantedRole } from '../lib/role/wanted.ts';
import { accountAccess, iamWith } from '../lib/services.ts';

/**
 * EnsureRole: create the vendor's role in the account, or repair it.
 *
 * @throws {RoleNotOursError} {WrongAccountError} {AccessDeniedError} {AccountNotReadyError}
 * @throws {InvalidConfigurationError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: z.object({
    execution: z.string(),
    vendor: z.string(),
    account: Account,
    access: z.object({ role: z.string() }),
    adopt: z.boolean(),
    spec: RoleSpec,
  }),
  services: () => ({ access: accountAccess(), config: readConfig() }),
  async run({ execution, vendor, account, access: { role }, adopt, spec }, { access, config }, log) {
    const { accessRoles, permissionsBoundary } = config;
    const wanted = wantedRole(spec, { account, vendor, adopt, permissionsBoundary });
    requireNoAccessRole(wanted.arn, accessRoles);
    const policy = sessionPolicy(account, spec);
    const { credentials } = await access.assume(account, { accessRoles: [role], execution, policy });
    return ensureRole(iamWith(credentials), wanted, (change) =>
      log.info('role changed', { roleArn: wanted.arn, change }),
    );
  },
});
