import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { accessRolesIn } from '../lib/organization/access-roles.ts';
import { Account } from '../lib/organization/account.ts';
import { accountAccess } from '../lib/services.ts';

/**
 * ConfirmAccess: can an access role of the account be assumed yet, and which?
 *
 * @throws {AccountNotReadyError} {AccessDeniedError} {WrongAccountError} {InvalidConfigurationError}
 * @throws {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({ execution: v.string(), account: Account }),
  services: () => ({ access: accountAccess(), config: readConfig() }),
  async run({ execution, account }, { access, config }, log) {
    const accessRoles = accessRolesIn(account, config);
    const accessRole = await access.confirm(account, { accessRoles, execution });
    log.info('access confirmed', { accessRole });
    return { role: accessRole };
  },
});
