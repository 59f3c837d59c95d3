import type { Logger } from '@aws-lambda-powertools/logger';
import * as v from 'valibot';
import { asPrepared } from '../lib/enrollment/as-prepared.ts';
import { afterTurn } from '../lib/enrollment/in-turn.ts';
import { isFirst } from '../lib/enrollment/is-first.ts';
import { listedWhen, NotListedAt } from '../lib/enrollment/not-listed.ts';
import { requireOver } from '../lib/enrollment/under-way.ts';
import { lambda } from '../lib/lambda.ts';
import { Account } from '../lib/organization/account.ts';
import { RoleRequest } from '../lib/role/request.ts';
import { paceOf, type VendorServices, vendorServices } from '../lib/services.ts';
import { KnownBy } from '../lib/vendors/vendor.ts';
import { PrepareRegistration, prepareRegistration } from './prepare-registration.ts';

const RegisterAccount = v.object({
  step: v.literal('RegisterAccount'),
  execution: v.string(),
  vendor: v.string(),
  account: Account,
  request: RoleRequest,
  adopt: v.boolean(),
  /** What PrepareRegistration found. */
  known: KnownBy,
  /** What EnsureRole did. */
  roleChange: v.string(),
  /** How often this state failed in this execution. */
  retries: v.pipe(v.number(), v.safeInteger()),
  notListedAt: NotListedAt,
});

/**
 * The function of RegisterAccount and PrepareRegistration, which have the same permissions: what an instance read for the
 * one, a secret, a token, the vendor's parameters, it has for the other. It throws what the two throw.
 */
export const handler = lambda({
  Input: v.variant('step', [PrepareRegistration, RegisterAccount]),
  services: vendorServices,
  run: (input, services, log): Promise<object> =>
    input.step === 'PrepareRegistration'
      ? prepareRegistration(input, services, log)
      : registerAccount(input, services, log),
});

/**
 * RegisterAccount: register the account and its role with the vendor, and read the registration back. A vendor that can
 * tries a role that was just made or repaired.
 *
 * @throws {TooEarlyError} {RoleNotAssumableYetError} {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError}
 * @throws {VendorResponseError} {InvalidConfigurationError}
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
async function registerAccount(
  input: v.InferOutput<typeof RegisterAccount>,
  { ports, turns }: VendorServices,
  log: Logger,
) {
  const { vendor, account, request, adopt, known, roleChange, retries } = input;
  const port = ports(vendor);
  const listed = listedWhen('add', input);
  const queue = { vendor, pace: paceOf(vendor), listed, turns, log, retries };
  if (listed === 'no') requireOver(vendor, input);
  const conditions = roleChange === 'unchanged' ? undefined : await port.validate?.(account);
  const register = () =>
    port.register(account, request, {
      others: adopt ? 'convert' : 'leave',
      seen: isFirst({ known, roleChange, retries }) ? 'nothing' : 'unsure',
      check: listed === 'no' ? 'by roll call' : 'now',
    });
  const registration = asPrepared(known, roleChange) ?? (await afterTurn(queue, register));
  return { ...registration, ...(conditions && { conditions }) };
}
