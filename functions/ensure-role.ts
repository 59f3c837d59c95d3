import * as v from 'valibot';
import { foreseeRole } from '../lib/aws/foresee-role.ts';
import { ensureRole } from '../lib/aws/roles.ts';
import { readingPolicy, sessionPolicy } from '../lib/aws/session-policy.ts';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { requireNoAccessRole } from '../lib/role/ownership.ts';
import { readRoleRequest } from '../lib/role/request.ts';
import { wantedRole } from '../lib/role/wanted.ts';
import { accountAccess, iamSessions, roleFor } from '../lib/services.ts';

/**
 * EnsureRole: create the vendor's role in the account, or repair it; in a dry run, say what that would do. What the role may
 * be, it decides by the settings: a request for anything else, whoever sent it, is refused before the account's first call.
 *
 * @throws {UntrustedPrincipalError} {VendorResponseError}
 * @throws {RoleNotOursError} {WrongAccountError} {AccessDeniedError} {AccountNotReadyError}
 * @throws {InvalidConfigurationError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({
    execution: v.string(),
    vendor: v.string(),
    account: Account,
    access: v.object({ role: v.string() }),
    adopt: v.boolean(),
    dryRun: v.boolean(),
    known: v.object({ standing: v.string() }),
    request: v.record(v.string(), v.unknown()),
  }),
  services: () => ({ access: accountAccess(), iamWith: iamSessions(), config: readConfig() }),
  async run(input, { access, iamWith, config }, log) {
    const { execution, vendor, account, adopt, dryRun, known, request: sent } = input;
    const request = readRoleRequest(sent);
    const spec = roleFor({ vendor, account, request }, config);
    const { accessRoles, permissionsBoundary } = config;
    const standing = { used: known.standing === 'ours', isNew: known.standing === 'unknown' };
    const wanted = wantedRole(spec, { account, vendor, adopt, ...standing, permissionsBoundary });
    requireNoAccessRole(wanted.arn, [...accessRoles, input.access.role]);
    const policy = dryRun ? readingPolicy(account, [spec.name]) : sessionPolicy(account, spec);
    const session = { accessRoles: [input.access.role], execution, policy };
    const iam = iamWith((await access.assume(account, session)).credentials);
    if (dryRun) return foreseeRole(iam, wanted);
    return ensureRole(iam, wanted, (change) => log.info('role changed', { roleArn: wanted.arn, change }));
  },
});
