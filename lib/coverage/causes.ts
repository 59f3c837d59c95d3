import { type Remedy, remedy } from './remedy.ts';
import type { CoverageReport } from './report.ts';
import type { ReportedRow } from './since.ts';

/** The states that need a person, the most urgent first. */
const NEEDS = ['failed', 'degraded', 'missing', 'departed'] as const;

/** Accounts that need the same from a person. */
export interface Cause {
  state: (typeof NEEDS)[number];
  vendors: string[];
  /** The first account's; the others' differ in ids at most, or have the same error at the same state. */
  reason: string;
  /** One an account. */
  rows: { row: ReportedRow; remedy: Remedy | undefined }[];
}

/** What somebody has to do: gaps before departures, the most accounts first. */
export function causes({ rows }: Pick<CoverageReport, 'rows'>): Cause[] {
  const found = new Map<string, Cause>();
  for (const row of rows) {
    const { vendor, reason = '' } = row;
    const state = NEEDS.find((need) => need === row.state);
    if (state === undefined) continue;
    const key = sameness(row);
    const cause = found.get(key) ?? { state, vendors: [], reason, rows: [] };
    found.set(key, cause);
    if (!cause.vendors.includes(vendor)) cause.vendors.push(vendor);
    // Rows come by account, so another vendor's row of the same account is the one before.
    if (cause.rows.at(-1)?.row.accountId !== row.accountId) cause.rows.push({ row, remedy: remedy(row) });
  }
  return [...found.values()].sort((a, b) => order(a) - order(b) || b.rows.length - a.rows.length);
}

/** What is the same for two rows that need the same: offboarding goes by account, all else by vendor and reason. */
function sameness({ state, vendor, registration, failure, reason = '' }: ReportedRow): string {
  const why = failure ? `${failure.state} ${failure.error}` : reason.replace(IDS, '…');
  const standing = registration?.standing;
  if (state === 'departed') return `${state} ${standing} ${failure && why}`;
  return `${state} ${vendor} ${why} ${state === 'degraded' && standing}`;
}

/** Account ids and UUIDs. */
const IDS = /\d{12}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi;

const order = ({ state }: Cause) => NEEDS.indexOf(state);
