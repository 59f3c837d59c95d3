import type { Listed, Registered, Vendor } from '../vendors/vendor.ts';

/** The whole list of each of those vendors, all of them asked at once. Throws what `registrations` throws. */
export async function vendorLists(
  names: string[],
  vendor: (name: string) => Vendor,
): Promise<Record<string, Registered[]>> {
  const lists = names.map(async (name) => {
    const list: Registered[] = [];
    for await (const listed of vendor(name).registrations()) list.push(listed);
    return [name, list] as const;
  });
  return Object.fromEntries(await Promise.all(lists));
}

/** The lists without what registrations ask of their roles, which only an inspection needs. */
export const withoutRequests = (lists: Record<string, Registered[]>): Record<string, Listed[]> =>
  Object.fromEntries(
    Object.entries(lists).map(([vendor, list]) => [vendor, list.map(({ request: _, ...listed }) => listed)]),
  );
