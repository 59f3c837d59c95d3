import * as z from 'zod';
import { readConfig } from '../lib/config.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { vendorPorts } from '../lib/services.ts';

/**
 * PrepareRegistration: which principal and external id does the vendor want the account's role to trust?
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 * @throws {UntrustedPrincipalError} {InvalidConfigurationError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: z.object({ execution: z.string(), vendor: z.string(), account: Account }),
  services: (log) => ({ vendor: vendorPorts(readConfig(), log) }),
  run: ({ vendor, account }, ports) => ports.vendor(vendor).prepare(account),
});
