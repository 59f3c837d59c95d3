import * as z from 'zod';
import { ensureRole } from '../lib/aws/roles.ts';
import { sessionPolicy } from '../lib/aws/session-policy.ts';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { requireNoAccessRole } from '../lib/role/ownership.ts';
import { RoleSpec, roleArn, roleTags } from '../lib/role/spec.ts';
import { accountAccess, iamWith } from '../lib/services.ts';

/**
 * EnsureRole: create the vendor's role in the account, or bring it to what the vendor wants.
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
    requireNoAccessRole(roleArn(account, spec), config.accessRoles);
    const policy = sessionPolicy(account, spec);
    const { credentials } = await access.enter(account, { accessRoles: [role], execution, policy });
    const { permissionsBoundary: name } = config;
    const boundaryArn =
      name === '' ? undefined : `arn:${account.partition}:iam::${account.id}:policy/${name}`;
    const wanted = { account, spec, tags: roleTags(vendor), boundaryArn, adopt };
    const arn = roleArn(account, spec);
    return ensureRole(iamWith(credentials), wanted, (change) =>
      log.info('role changed', { roleArn: arn, change }),
    );
  },
});
