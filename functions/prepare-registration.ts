import * as z from 'zod';
import { readConfig } from '../lib/config.ts';
import { isCoveredElsewhere } from '../lib/enrollment/elsewhere.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { vendorPorts } from '../lib/services.ts';

/**
 * PrepareRegistration: which principal and external id does the vendor want the account's role to trust? Or does it know
 * the account by somebody else's registration, which is left as it is? A dry run changes nothing at the vendor, and says
 * what this step and RegisterAccount would.
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 * @throws {UntrustedPrincipalError} {InvalidConfigurationError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const handler = lambda({
  Input: z.object({
    execution: z.string(),
    vendor: z.string(),
    account: Account,
    adopt: z.boolean(),
    dryRun: z.boolean(),
  }),
  services: (log) => ({ vendor: vendorPorts(readConfig(), log) }),
  async run({ vendor, account, adopt, dryRun }, ports, log) {
    const port = ports.vendor(vendor);
    const { request, ...known } = await port.known(account);
    if (!adopt && isCoveredElsewhere(vendor, account, known)) {
      log.info('known elsewhere', { ...known });
      return { known };
    }
    const found = { ...known, ...(request && { request }) };
    if (dryRun) return { known, ...(await port.foresee(account, found)) };
    return { known, request: await port.prepare(account, found) };
  },
});
