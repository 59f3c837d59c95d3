import { didYouMean } from '../../emulators/controls/nearest.ts';
import { vendors } from '../../lib/vendors/index.ts';

/** @throws Error for the name of a vendor that Rollcall does not know; a deployment may know fewer */
export function requireVendors(named: string[]): void {
  const wrong = named.find((name) => !Object.hasOwn(vendors, name));
  if (wrong !== undefined)
    throw new Error(`"${wrong}" is not a vendor. ${didYouMean(wrong, Object.keys(vendors))}`);
}
