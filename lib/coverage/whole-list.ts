import { ListShrankError } from '../errors.ts';

/** By how much a vendor's list may shrink between two roll calls: a fifth. */
const SHRINKS_AT_MOST = 0.2;

/** How many registrations a vendor lists, now and at the last report. */
interface Lengths {
  vendor: string;
  listed: number;
  /** Absent when the last report does not have the vendor. */
  before: number | undefined;
}

/**
 * Whether a vendor's list can be taken for whole. One registration less is always believed, or in a small organization
 * every account that closes would stop the next roll call.
 */
export const isWholeList = ({ listed, before = 0 }: Omit<Lengths, 'vendor'>) =>
  before - listed <= Math.max(1, before * SHRINKS_AT_MOST);

/** @throws {ListShrankError} the list is more than a fifth shorter than at the last report */
export function requireWholeList({ vendor, listed, before }: Lengths): void {
  if (isWholeList({ listed, before })) return;
  throw new ListShrankError({
    tried: `compare the organization with the list of ${vendor}`,
    answered: `it has ${listed} registrations, and had ${before} at the last roll call`,
    next: `look at ${vendor}; if so many were deleted on purpose, start the roll call with {"acceptChange":true}`,
  });
}
