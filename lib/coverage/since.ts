import * as v from 'valibot';
import { Row } from './row.ts';

/** A row, and since when it has been in its state, as far as reports know. */
export const ReportedRow = v.pipe(
  v.object({
    ...Row.entries,
    since: v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.description('the first roll call of those, without a gap, that found this state'),
    ),
  }),
  v.description('one account at one vendor'),
);
export type ReportedRow = v.InferOutput<typeof ReportedRow>;

/**
 * The rows with the time since when each has been in its state: the last report's, where that had the same state. An
 * account that left the organization keeps the name that it had there, which says that it was a member.
 */
export function since(rows: Row[], { at, previous }: { at: string; previous: ReportedRow[] }): ReportedRow[] {
  const before = new Map(previous.map((row) => [`${row.accountId} ${row.vendor}`, row]));
  const names = new Map(previous.map(({ accountId, name }) => [accountId, name]));
  return rows.map((row) => {
    const last = before.get(`${row.accountId} ${row.vendor}`);
    const name = row.name ?? names.get(row.accountId);
    return {
      ...row,
      ...(name !== undefined && { name }),
      since: last?.state === row.state ? last.since : at,
    };
  });
}
