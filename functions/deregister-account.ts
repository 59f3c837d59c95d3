import * as v from 'valibot';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { deregister } from '../lib/offboarding/deregister.ts';
import { AccountId } from '../lib/organization/account.ts';
import { givenRole, vendorPorts } from '../lib/services.ts';

/**
 * DeregisterAccount: make the vendor forget our registrations of the account.
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 * @throws {InvalidConfigurationError} {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: v.object({ execution: v.string(), vendor: v.string(), account: v.object({ id: AccountId }) }),
  services: (log) => ({ vendor: vendorPorts(readConfig(), log) }),
  run: ({ vendor, account: { id: accountId } }, ports, log) =>
    deregister(
      ports.vendor(vendor),
      { accountId, roleName: givenRole(vendor).name },
      ({ id: registrationId, detail }) => log.info('deregistered', { registrationId, detail }),
    ),
});
