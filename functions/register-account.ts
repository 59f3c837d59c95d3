import * as z from 'zod';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { RoleRequest } from '../lib/role/request.ts';
import { vendorPorts } from '../lib/services.ts';

/**
 * RegisterAccount: register the account and its role with the vendor, and read the registration back. A vendor that can
 * tries a role that was just made or repaired.
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
    /** What EnsureRole did. */
    roleChange: z.string(),
  }),
  services: (log) => ({ vendor: vendorPorts(readConfig(), log) }),
  async run({ vendor, account, request, adopt, roleChange }, ports) {
    const port = ports.vendor(vendor);
    const conditions = roleChange === 'unchanged' ? undefined : await port.validate?.(account);
    const registration = await port.register(account, request, adopt ? 'convert' : 'leave');
    return { ...registration, ...(conditions && { conditions }) };
  },
});
