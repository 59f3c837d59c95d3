import { setTimeout as sleep } from 'node:timers/promises';
import { deadline } from '../deadline.ts';
import { VendorThrottledError } from '../errors.ts';
import type { Listed, Registered, Vendor } from '../vendors/vendor.ts';

/** The whole list of each of those vendors, all of them asked at once. Throws what `registrations` throws. */
export async function vendorLists(
  names: string[],
  vendor: (name: string) => Vendor,
): Promise<Record<string, Registered[]>> {
  const lists = names.map(async (name) => [name, await whole(vendor(name))] as const);
  return Object.fromEntries(await Promise.all(lists));
}

/**
 * So long a list is waited for while the vendor answers 429, in seconds: here alone a function waits, as there is one of
 * it, and whatever else it has read would have to be read again.
 */
const PATIENCE = 300;
/** Of a vendor that does not say how long to wait. */
const PAUSE = 10;

async function whole(vendor: Vendor, patience = PATIENCE): Promise<Registered[]> {
  const list: Registered[] = [];
  try {
    for await (const listed of vendor.registrations()) list.push(listed);
    return list;
  } catch (error) {
    if (!(error instanceof VendorThrottledError)) throw error;
    const seconds = Math.max(1, error.afterSeconds ?? PAUSE);
    if (seconds > patience) throw error;
    await sleep(seconds * 1000, undefined, { signal: deadline() });
    return whole(vendor, patience - seconds);
  }
}

/** The lists without what registrations ask of their roles, which only an inspection needs. */
export const withoutRequests = (lists: Record<string, Registered[]>): Record<string, Listed[]> =>
  Object.fromEntries(
    Object.entries(lists).map(([vendor, list]) => [vendor, list.map(({ request: _, ...listed }) => listed)]),
  );
