import * as v from 'valibot';
import { percent } from './percent.ts';
import { isCovered, isGap, type Row, STATES } from './row.ts';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The sums over the accounts that are to be covered. */
const Sums = v.object({
  toCover: v.pipe(Count, v.description('accounts to be covered')),
  covered: v.pipe(Count, v.description('of these, covered or known elsewhere')),
  coveragePercent: v.pipe(
    v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
    v.description('rounded down to a tenth; null when no account is to be covered'),
  ),
});

/** How a vendor's rows add up. */
export const VendorTotals = v.object({
  ...Sums.entries,
  vendor: v.string(),
  listed: v.pipe(Count, v.description("length of the vendor's whole list")),
  states: v.pipe(v.strictObject(v.entriesFromList(STATES, Count)), v.description('rows by state')),
});
export type VendorTotals = v.InferOutput<typeof VendorTotals>;

/** How the accounts add up; one counts as covered when every vendor that it is to be covered with knows it. */
export const AccountTotals = v.object({
  ...Sums.entries,
  organization: v.pipe(Count, v.description('accounts of the organization')),
});
export type AccountTotals = v.InferOutput<typeof AccountTotals>;

/** A vendor's sums. */
export function vendorTotals(
  rows: Row[],
  { vendor, listed }: { vendor: string; listed: number },
): VendorTotals {
  const states: VendorTotals['states'] = { ...NONE };
  for (const row of rows) if (row.vendor === vendor) states[row.state] += 1;
  const covered = states.covered + states['known-elsewhere'];
  const toCover = covered + states.missing + states.degraded + states.failed;
  return { vendor, listed, states, toCover, covered, coveragePercent: percent(covered, toCover) };
}

const NONE: VendorTotals['states'] = {
  ...{ covered: 0, 'known-elsewhere': 0, missing: 0, degraded: 0 },
  ...{ failed: 0, excluded: 0, inactive: 0, departed: 0 },
};

/** The accounts' sums. */
export function accountTotals(rows: Row[]): AccountTotals {
  const members = new Set<string>();
  const toCover = new Set<string>();
  const gaps = new Set<string>();
  for (const row of rows) {
    if (row.accountState !== undefined) members.add(row.accountId);
    if (isGap(row)) gaps.add(row.accountId);
    if (isGap(row) || isCovered(row)) toCover.add(row.accountId);
  }
  const covered = toCover.size - gaps.size;
  return {
    organization: members.size,
    ...{ toCover: toCover.size, covered, coveragePercent: percent(covered, toCover.size) },
  };
}
