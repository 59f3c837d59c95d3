import type { Logger } from '@aws-lambda-powertools/logger';
import * as v from 'valibot';
import { isCoveredElsewhere } from '../lib/enrollment/elsewhere.ts';
import { inTurn, Waiting } from '../lib/enrollment/in-turn.ts';
import { listedWhen, NotListedAt } from '../lib/enrollment/not-listed.ts';
import { Account } from '../lib/organization/account.ts';
import { paceOf, type VendorServices } from '../lib/services.ts';
import type { Vendor } from '../lib/vendors/vendor.ts';

const Order = v.object({
  execution: v.string(),
  vendor: v.string(),
  account: Account,
  adopt: v.boolean(),
  dryRun: v.boolean(),
  notListedAt: NotListedAt,
});

/** The state's input. */
export const PrepareRegistration = v.object({
  ...Order.entries,
  step: v.literal('PrepareRegistration'),
  /** What this state gave before: nothing, or the wait that is over. */
  prepared: v.optional(v.partial(Waiting), {}),
});

/**
 * PrepareRegistration: which principal and external id does the vendor want the account's role to trust? Or does it know
 * the account by somebody else's registration, which is left as it is? A dry run changes nothing at the vendor, and says
 * what this state and RegisterAccount would.
 *
 * The function registerAccount does its work, so that one instance has the vendor's secret and token for both.
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 * @throws {UntrustedPrincipalError} {InvalidConfigurationError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export async function prepareRegistration(
  { prepared, ...order }: v.InferOutput<typeof PrepareRegistration>,
  { ports, turns }: VendorServices,
  log: Logger,
) {
  const { vendor } = order;
  const listed = listedWhen('begin', order);
  const work = () => prepare({ ...order, listed }, ports(vendor), log);
  const { waitingSince } = prepared;
  return inTurn({ vendor, pace: paceOf(vendor), listed, waitingSince, turns, log }, work);
}

async function prepare(
  { vendor, account, adopt, dryRun, listed }: v.InferOutput<typeof Order> & { listed: 'no' | 'unsure' },
  port: Vendor,
  log: Logger,
) {
  const found = await port.known(account, listed);
  const { request: _, registration: __, ...known } = found;
  if (!adopt && isCoveredElsewhere(vendor, account, known)) {
    log.info('known elsewhere', { ...known });
    return { known };
  }
  if (dryRun) return { known, ...(await port.foresee(account, found)) };
  const { request, registration } = await port.prepare(account, found);
  return { known: { ...known, ...(registration && { registration }) }, request };
}
