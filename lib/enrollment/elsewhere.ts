import { VendorRejectedError } from '../errors.ts';
import { type Account, describeAccount } from '../organization/account.ts';
import { ADOPT } from '../role/ownership.ts';
import type { Known, Listed } from '../vendors/vendor.ts';

/**
 * The registration of an account that the vendor knows by somebody else's hand, and that works: the account is covered,
 * and stays as it is. Undefined for any other account.
 *
 * @throws {VendorRejectedError} the vendor says that this registration does not work
 */
export function leftElsewhere(vendor: string, account: Account, known: Known): Listed | undefined {
  if (known.standing !== 'elsewhere') return undefined;
  const { request: _, ...registration } = known;
  if (registration.problem === undefined) return registration;
  throw new VendorRejectedError({
    tried: `enroll ${describeAccount(account)} with ${vendor}, which knows it by ${registration.detail ?? registration.id}`,
    answered: registration.problem,
    next: `have its owner repair or remove that registration, or use ${ADOPT} to convert it`,
  });
}
