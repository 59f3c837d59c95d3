import * as z from 'zod';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { RoleRequest } from '../lib/role/request.ts';
import { vendorPorts } from '../lib/services.ts';

/**
 * RegisterAccount: register the account and its role with the vendor, and read the registration back.
 *
 * @throws {RoleNotAssumableYetError} {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError}
 * @throws {VendorResponseError} {InvalidConfigurationError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: z.object({
    execution: z.string(),
    vendor: z.string(),
    account: Account,
    request: RoleRequest,
    adopt: z.boolean(),
  }),
  services: (log) => ({ vendor: vendorPorts(readConfig(), log) }),
  run: ({ vendor, account, request, adopt }, ports) =>
    ports.vendor(vendor).register(account, request, adopt ? 'convert' : 'leave'),
});
