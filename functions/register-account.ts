import * as z from 'zod';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { RoleSpec } from '../lib/role/spec.ts';
import { vendorPorts } from '../lib/services.ts';

/**
 * RegisterAccount: tell the vendor of the account and its role, and read back what it now knows.
 *
 * @throws {RoleNotAssumableYetError} {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError}
 * @throws {VendorResponseError} {InvalidConfigurationError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: z.object({ execution: z.string(), vendor: z.string(), account: Account, spec: RoleSpec }),
  services: (log) => ({ vendor: vendorPorts(readConfig(), log) }),
  run: ({ vendor, account, spec }, ports) => ports.vendor(vendor).register(account, spec),
});
