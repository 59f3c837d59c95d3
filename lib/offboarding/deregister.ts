import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { deadline } from '../deadline.ts';
import { VendorUnavailableError } from '../errors.ts';
import { Listed, type Vendor } from '../vendors/vendor.ts';
import { type Departing, Found, findRegistrations } from './registrations.ts';

/**
 * What DeregisterAccount removed: fewer than were found before, where a try was repeated. And what its last look found of
 * the role, which may be hours after the first one.
 */
export const Deregistered = v.object({ removed: v.array(Listed), isRoleInUse: Found.entries.isRoleInUse });
export type Deregistered = v.InferOutput<typeof Deregistered>;

/**
 * Removes our registrations of the account at the vendor, and no other; then looks whether they are gone, as another
 * execution may have registered it again.
 *
 * @param done is called with each registration as soon as it is removed
 * @throws {VendorUnavailableError} the vendor still lists one; besides what the port throws
 */
export async function deregister(
  vendor: Vendor,
  departing: Departing,
  done: (registration: Listed) => void,
): Promise<Deregistered> {
  const { own: removed, isRoleInUse } = await findRegistrations(vendor, departing);
  if (removed.length === 0) return { removed, isRoleInUse };
  for (const registration of removed) {
    await vendor.deregister(registration);
    done(registration);
  }
  const { own: left, ...others } = await lookUntilGone(vendor, departing);
  if (left.length === 0) return { removed, isRoleInUse: others.isRoleInUse };
  throw new VendorUnavailableError({
    tried: `deregister account ${departing.accountId}`,
    answered: `the vendor still lists ${left.map(({ id }) => id).join(', ')}`,
    next: 'delete the registration at the vendor, if it stays',
  });
}

/** A vendor's list may follow a deletion after seconds; the workflow waits for what takes longer. In milliseconds. */
const PAUSE = 5000;
const LOOKS = 4;

async function lookUntilGone(vendor: Vendor, departing: Departing, looks = LOOKS): Promise<Found> {
  const left = await findRegistrations(vendor, departing);
  if (left.own.length === 0 || looks === 1) return left;
  await sleep(PAUSE, undefined, { signal: deadline() });
  return lookUntilGone(vendor, departing, looks - 1);
}
