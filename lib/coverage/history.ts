import * as v from 'valibot';
import type { CoverageReport } from './report.ts';
import { VendorTotals } from './totals.ts';

/** How many roll calls the history keeps: more than a year of daily ones. */
const KEPT = 400;

/** One roll call in the history. */
const Entry = v.object({
  at: v.pipe(v.string(), v.isoTimestamp()),
  dryRun: v.boolean(),
  /** Whether it was for a part of the accounts or vendors only, so that its numbers compare with no other's. */
  partial: v.boolean(),
  coveragePercent: v.nullable(v.number()),
  vendors: v.array(VendorTotals),
});
type Entry = v.InferOutput<typeof Entry>;

/** The past roll calls' numbers, the oldest first. */
export const History = v.object({ version: v.literal(1), entries: v.array(Entry) });
export type History = v.InferOutput<typeof History>;

/** The history with one more report; a second one of the same time takes the first one's place. */
export function append(report: CoverageReport, history: History = { version: 1, entries: [] }): History {
  const others = history.entries.filter(({ at }) => at !== report.at);
  const entries = [...others, entryOf(report)].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { version: 1, entries: entries.slice(-KEPT) };
}

const entryOf = ({ at, dryRun, only, accounts, vendors }: CoverageReport): Entry => ({
  ...{ at, dryRun, partial: only !== undefined, vendors },
  coveragePercent: accounts.coveragePercent,
});
