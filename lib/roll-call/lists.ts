import type { Listed, Vendor } from '../vendors/vendor.ts';

/** The whole list of each of those vendors, all of them asked at once. Throws what `registrations` throws. */
export async function vendorLists(
  names: string[],
  vendor: (name: string) => Vendor,
): Promise<Record<string, Listed[]>> {
  const lists = names.map(async (name) => {
    const list: Listed[] = [];
    for await (const listed of vendor(name).registrations()) list.push(listed);
    return [name, list] as const;
  });
  return Object.fromEntries(await Promise.all(lists));
}
