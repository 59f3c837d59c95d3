import { type Remedy, remedy } from './remedy.ts';
import type { CoverageReport } from './report.ts';
import type { ReportedRow } from './since.ts';

/** The states that need a person, the most urgent first. */
const NEEDS = ['failed', 'degraded', 'missing', 'departed'] as const;

/** Accounts that need the same from a person. */
export interface Cause {
  vendor: string;
  state: (typeof NEEDS)[number];
  /** The reason of the first account; the others' differ in ids at most, or have the same error at the same state. */
  reason: string;
  rows: { row: ReportedRow; remedy: Remedy | undefined }[];
}

/** What needs a person: gaps before departures, the most accounts first. */
export function causes({ rows }: Pick<CoverageReport, 'rows'>): Cause[] {
  const found = new Map<string, Cause>();
  for (const row of rows) {
    const { vendor, reason = '' } = row;
    const state = NEEDS.find((need) => need === row.state);
    if (state === undefined) continue;
    const key = [vendor, state, row.registration?.standing, sameness(row)].join(' ');
    const cause = found.get(key);
    const entry = { row, remedy: remedy(row) };
    if (cause === undefined) found.set(key, { vendor, state, reason, rows: [entry] });
    else cause.rows.push(entry);
  }
  return [...found.values()].sort((a, b) => order(a) - order(b) || b.rows.length - a.rows.length);
}

/** What is the same for two accounts that need the same: the error, or the reason without ids. */
const sameness = ({ failure, reason = '' }: ReportedRow) =>
  failure ? `${failure.state} ${failure.error}` : reason.replace(IDS, '…');

const order = ({ state }: Cause) => NEEDS.indexOf(state);

/** Account ids and UUIDs. */
const IDS = /\d{12}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi;
