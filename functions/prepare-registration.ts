import type { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { readConfig } from '../lib/config.ts';
import { isCoveredElsewhere } from '../lib/enrollment/elsewhere.ts';
import { inTurn } from '../lib/enrollment/in-turn.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { paceOf, turns, vendorPorts } from '../lib/services.ts';
import type { Vendor } from '../lib/vendors/vendor.ts';

const Order = z.object({
  execution: z.string(),
  vendor: z.string(),
  account: Account,
  adopt: z.boolean(),
  dryRun: z.boolean(),
});

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
  Input: Order.extend({
    /** What this function gave before: nothing, or the wait that is over. */
    prepared: z.object({ waitSeconds: z.number().optional() }).default({}),
  }),
  services(log) {
    const config = readConfig();
    return { ports: vendorPorts(config, log), turns: turns(config) };
  },
  async run({ prepared, ...order }, { ports, turns }, log) {
    const { vendor } = order;
    const work = () => prepare(order, ports(vendor), log);
    return prepared.waitSeconds === undefined
      ? inTurn({ vendor, pace: paceOf(vendor), turns, log }, work)
      : work();
  },
});

async function prepare({ vendor, account, adopt, dryRun }: z.infer<typeof Order>, port: Vendor, log: Logger) {
  const { request, ...known } = await port.known(account);
  if (!adopt && isCoveredElsewhere(vendor, account, known)) {
    log.info('known elsewhere', { ...known });
    return { known };
  }
  const found = { ...known, ...(request && { request }) };
  if (dryRun) return { known, ...(await port.foresee(account, found)) };
  return { known, request: await port.prepare(account, found) };
}
