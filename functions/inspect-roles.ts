import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { accessRolesIn } from '../lib/organization/access-roles.ts';
import { requireNoAccessRole } from '../lib/role/ownership.ts';
import { readRoleRequest } from '../lib/role/request.ts';
import { wantedRole } from '../lib/role/wanted.ts';
import { inspectAccount } from '../lib/roll-call/inspect-account.ts';
import { inspectionRecords } from '../lib/roll-call/inspection-record.ts';
import { accountAccess, iamSessions, reports, roleFor } from '../lib/services.ts';

/** So many accounts are inspected at once; STS gives 600 sessions a second. Source: IAM User Guide, "IAM and AWS STS quotas". */
const IN_PARALLEL = 5;

/**
 * InspectRoles: is each role of these accounts there, as it is wanted? Its sessions may only read, and what it looks for
 * is decided by the settings, as in EnsureRole. An account that cannot be seen is reported as such.
 *
 * @throws {WrongAccountError} {InvalidConfigurationError} {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({ execution: v.string(), part: v.pipe(v.number(), v.safeInteger()) }),
  services() {
    const config = readConfig();
    return { access: accountAccess(), iamWith: iamSessions(), config, store: reports(config) };
  },
  async run({ execution, part }, { access, iamWith, config, store }, log) {
    const records = inspectionRecords(store, execution);
    const accounts = await records.part(part);
    const inspector: Parameters<typeof inspectAccount>[0] = {
      ...{ access, iamWith, execution },
      accessRoles: (account) => accessRolesIn(account, config),
      wanted(account, { vendor, request }) {
        const spec = roleFor({ vendor, account, request: readRoleRequest(request) }, config);
        const { permissionsBoundary } = config;
        const order = { account, vendor, adopt: false, used: true, permissionsBoundary };
        const wanted = wantedRole(spec, order);
        requireNoAccessRole(wanted.arn, [...config.accessRoles, ...accessRolesIn(account, config)]);
        return wanted;
      },
    };
    const findings = [];
    for (let next = 0; next < accounts.length; next += IN_PARALLEL) {
      const some = accounts.slice(next, next + IN_PARALLEL);
      findings.push(...(await Promise.all(some.map((account) => inspectAccount(inspector, account)))).flat());
    }
    await records.writeFindings(part, findings);
    for (const { accountId: account, ...finding } of findings)
      log.warn('role not as wanted, or not seen', { account, ...finding });
    log.info('roles inspected', { part, accounts: accounts.length, findings: findings.length });
    return {};
  },
});
