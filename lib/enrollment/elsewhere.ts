import { VendorRejectedError } from '../errors.ts';
import { type Account, describeAccount } from '../organization/account.ts';
import { ADOPT } from '../role/ownership.ts';
import type { Known } from '../vendors/vendor.ts';

/**
 * Whether a vendor knows the account by somebody else's registration, which works: it is covered, and stays as it is.
 * @throws {VendorRejectedError} the vendor says that this registration does not work
 */
export function isCoveredElsewhere(vendor: string, account: Account, known: Known): boolean {
  if (known.standing !== 'elsewhere') return false;
  const { problem, detail = known.id } = known;
  if (problem === undefined) return true;
  throw new VendorRejectedError({
    tried: `enroll ${describeAccount(account)} with ${vendor}, which knows it by ${detail}`,
    answered: problem,
    next: `have its owner repair or remove that registration, or use ${ADOPT} to convert it`,
  });
}
