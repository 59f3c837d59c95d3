import { ListShrankError } from '../errors.ts';
import type { Listed } from '../vendors/vendor.ts';
import type { CoverageReport } from './report.ts';
import type { RollMember } from './roll.ts';

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

/** What a vendor listed at the last report, and what is known now. */
interface Since {
  vendor: string;
  list: Listed[];
  members: RollMember[];
  previous: Pick<CoverageReport, 'vendors' | 'rows'> | undefined;
}

/**
 * How long a vendor's list has to be expected: as at the last report, but for members that have departed since, and that
 * the vendor has forgotten. Undefined when the last report does not have the vendor.
 */
export function expectedLength({ vendor, list, members, previous }: Since): number | undefined {
  const before = previous?.vendors.find((totals) => totals.vendor === vendor)?.listed;
  if (before === undefined) return undefined;
  const active = new Set(members.filter(({ state }) => state === 'ACTIVE').map(({ account }) => account.id));
  const listed = new Set(list.map(({ accountId }) => accountId));
  const forgotten = previous?.rows.filter(
    (row) =>
      row.vendor === vendor &&
      row.registration !== undefined &&
      row.accountState !== undefined &&
      !active.has(row.accountId) &&
      !listed.has(row.accountId),
  );
  return before - (forgotten?.length ?? 0);
}

/** @throws {ListShrankError} the list is more than a fifth shorter than at the last report */
export function requireWholeList({ vendor, listed, before }: Lengths): void {
  if (isWholeList({ listed, before })) return;
  throw new ListShrankError({
    tried: `compare the organization with the list of ${vendor}`,
    answered: `it has ${listed} registrations, and had ${before} at the last roll call`,
    next: `look at ${vendor}; if so many were deleted on purpose, start the roll call with {"acceptChange":true}`,
  });
}
