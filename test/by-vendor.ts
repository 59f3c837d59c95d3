import type { RunningVendor } from '../emulators/vendor.ts';
import type { VendorName } from '../emulators/vendors.ts';
import type { World } from '../emulators/world.ts';

/** Something of every vendor of a world, by its name. */
export function byVendor<T>(
  { vendors }: Pick<World, 'vendors'>,
  of: (vendor: RunningVendor, name: string) => T,
) {
  const found = Object.entries(vendors).map(([name, vendor]) => [name, of(vendor, name)]);
  const named: Record<VendorName, T> & Record<string, T | undefined> = Object.fromEntries(found);
  return named;
}
