import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { findRegistrations } from '../lib/offboarding/registrations.ts';
import { AccountId } from '../lib/organization/account.ts';
import { givenRole, vendorPorts } from '../lib/services.ts';

/**
 * FindRegistrations: which registrations of the account does the vendor have, and which are ours?
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 * @throws {InvalidConfigurationError} {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({ execution: v.string(), vendor: v.string(), account: v.object({ id: AccountId }) }),
  services: (log) => ({ vendor: vendorPorts(readConfig(), log) }),
  run: ({ vendor, account: { id: accountId } }, ports) =>
    findRegistrations(ports.vendor(vendor), { accountId, roleName: givenRole(vendor).name }),
});
