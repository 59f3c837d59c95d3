import * as z from 'zod/mini';
import type { CoverageReport } from './report.ts';
import { VendorTotals } from './totals.ts';

/** How many roll calls the history keeps: more than a year of daily ones. */
const KEPT = 400;

/** One roll call in the history. */
const Entry = z.object({
  at: z.iso.datetime(),
  dryRun: z.boolean(),
  /** Whether it was for a part of the accounts or vendors only, so that its numbers compare with no other's. */
  partial: z.boolean(),
  coveragePercent: z.nullable(z.number()),
  vendors: z.array(VendorTotals),
});
type Entry = z.infer<typeof Entry>;

/** The past roll calls' numbers, the oldest first. */
export const History = z.object({ version: z.literal(1), entries: z.array(Entry) });
export type History = z.infer<typeof History>;

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
