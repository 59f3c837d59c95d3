import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { deadline } from '../deadline.ts';
import { VendorUnavailableError } from '../errors.ts';
import { isOwn, Listed, type Vendor } from '../vendors/vendor.ts';

/** What DeregisterAccount found at the vendor, and did. */
export const Deregistered = z.object({
  /** Our registrations, which are removed; in a dry run, which would be. */
  removed: z.array(Listed),
  /** Somebody else's, which stay. */
  others: z.array(Listed),
  /** Whether one of those names the role that Rollcall makes: it has to stay, too. */
  isRoleInUse: z.boolean(),
});
export type Deregistered = z.infer<typeof Deregistered>;

/** What is to be deregistered. */
interface Departing {
  accountId: string;
  /** The name of the role that Rollcall makes for the vendor. */
  roleName: string;
  dryRun: boolean;
}

/**
 * Removes our registrations of the account at the vendor, and no other; then looks whether they are gone, as another
 * execution may have registered it again.
 *
 * @param done is called with each registration as soon as it is removed
 * @throws {VendorUnavailableError} the vendor still lists one; besides what the port throws
 */
export async function deregister(
  vendor: Vendor,
  { accountId, roleName, dryRun }: Departing,
  done: (registration: Listed) => void,
): Promise<Deregistered> {
  const found = await vendor.registrationsOf(accountId);
  const removed = found.filter(isOwn);
  const others = found.filter((registration) => !isOwn(registration));
  const isRoleInUse = others.some(({ detail = '' }) => nameIn(detail) === roleName.toLowerCase());
  if (dryRun || removed.length === 0) return { removed, others, isRoleInUse };
  for (const registration of removed) {
    await vendor.deregister(registration);
    done(registration);
  }
  const left = await lookUntilGone(vendor, accountId);
  if (left.length === 0) return { removed, others, isRoleInUse };
  throw new VendorUnavailableError({
    tried: `deregister account ${accountId}`,
    answered: `the vendor still lists ${left.map(({ id }) => id).join(', ')}`,
    next: 'delete the registration at the vendor, if it stays',
  });
}

/** A vendor's list may follow a deletion after seconds; the workflow waits for what takes longer. In milliseconds. */
const PAUSE = 5000;
const LOOKS = 4;

async function lookUntilGone(vendor: Vendor, accountId: string, looks = LOOKS): Promise<Listed[]> {
  const left = (await vendor.registrationsOf(accountId)).filter(isOwn);
  if (left.length === 0 || looks === 1) return left;
  await sleep(PAUSE, undefined, { signal: deadline() });
  return lookUntilGone(vendor, accountId, looks - 1);
}

/** IAM knows no two roles of an account whose names differ in their case or their paths alone. */
const nameIn = (detail: string) => detail.split('/').at(-1)?.toLowerCase();
