import * as z from 'zod/mini';
import { percent } from './percent.ts';
import { isCovered, isGap, type Row, State } from './row.ts';

const Count = z.int().check(z.minimum(0));

/** The sums over the accounts that are to be covered. */
const Sums = z.object({
  toCover: Count.check(z.meta({ description: 'accounts to be covered' })),
  covered: Count.check(z.meta({ description: 'of these, covered or known elsewhere' })),
  coveragePercent: z
    .nullable(z.number().check(z.minimum(0), z.maximum(100)))
    .check(z.meta({ description: 'rounded down to a tenth; null when no account is to be covered' })),
});

/** How a vendor's rows add up. */
export const VendorTotals = z
  .extend(Sums, {
    vendor: z.string(),
    listed: Count.check(z.meta({ description: "length of the vendor's whole list" })),
    states: z.record(State, Count).check(z.meta({ description: 'rows by state' })),
  })
  .check(z.meta({ id: 'VendorTotals' }));
export type VendorTotals = z.infer<typeof VendorTotals>;

/** How the accounts add up; one counts as covered when every vendor that it is to be covered with knows it. */
export const AccountTotals = z
  .extend(Sums, {
    organization: Count.check(z.meta({ description: 'accounts of the organization' })),
  })
  .check(z.meta({ id: 'AccountTotals' }));
export type AccountTotals = z.infer<typeof AccountTotals>;

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
