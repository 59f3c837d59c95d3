import * as v from 'valibot';
import { isOwn, Listed, type Vendor } from '../vendors/vendor.ts';

/** What the vendor has of an account before anything is deleted. */
export const Found = v.object({
  /** Our registrations, which are to go. */
  own: v.array(Listed),
  /** Somebody else's, which stay. */
  others: v.array(Listed),
  /** Whether one of those names the role that Rollcall makes: it has to stay, too. */
  isRoleInUse: v.boolean(),
});
export type Found = v.InferOutput<typeof Found>;

/** An account, and the name of the role that Rollcall makes for the vendor. */
export interface Departing {
  accountId: string;
  roleName: string;
}

/** Looks at the vendor for the account's registrations, whoever made them. Throws what the port throws. */
export async function findRegistrations(vendor: Vendor, { accountId, roleName }: Departing): Promise<Found> {
  const found = await vendor.registrationsOf(accountId);
  const others = found.filter((registration) => !isOwn(registration));
  const isRoleInUse = others.some(({ detail = '' }) => nameIn(detail) === roleName.toLowerCase());
  return { own: found.filter(isOwn), others, isRoleInUse };
}

/** IAM knows no two roles of an account whose names differ in their case or their paths alone. */
const nameIn = (detail: string) => detail.split('/').at(-1)?.toLowerCase();
