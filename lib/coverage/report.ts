import * as v from 'valibot';
import { Choice, Filters } from '../organization/filter.ts';
import { Conclusion, conclude } from './conclusion.ts';
import type { Row } from './row.ts';
import { ReportedRow, since } from './since.ts';
import { AccountTotals, accountTotals, VendorTotals, vendorTotals } from './totals.ts';

/** Raised when a field of the report changes its meaning or goes; a new field does not. */
const VERSION = 1;

/** The circumstances of a roll call. */
export const Meta = v.object({
  at: v.pipe(v.string(), v.isoTimestamp(), v.description('when the comparison was made')),
  organizationId: v.string(),
  stage: v.pipe(v.string(), v.description('the stage of the deployment')),
  rollcallVersion: v.string(),
  dryRun: v.pipe(v.boolean(), v.description('nothing was changed')),
  depth: v.pipe(
    v.picklist(['registrations', 'roles']),
    v.description("whether the accounts' roles were inspected"),
  ),
  inspection: v.pipe(
    v.optional(
      v.object({
        roles: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
        unseen: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      }),
    ),
    v.description('how many roles were to be inspected, and how many of them nobody could look at'),
  ),
  filters: v.pipe(Filters, v.description("the deployment's")),
  only: v.pipe(
    v.optional(v.strictObject({ ...Choice.entries, vendors: v.optional(v.array(v.string())) })),
    v.description('what this roll call was limited to; absent when it was for every account and vendor'),
  ),
});
export type Meta = v.InferOutput<typeof Meta>;

/** The ARNs of the state machines by which a person closes a gap, by the workflow's name. */
const StateMachines = v.partial(
  v.object({ 'enroll-account': v.string(), 'roll-call': v.string(), 'offboard-account': v.string() }),
);
export type StateMachines = v.InferOutput<typeof StateMachines>;

/** The report of a roll call: what a compliance officer keeps. */
export const CoverageReport = v.pipe(
  v.object({
    ...Meta.entries,
    version: v.pipe(v.literal(VERSION), v.description('of this form')),
    stateMachines: v.pipe(
      v.optional(StateMachines, {}),
      v.description('ARNs of the state machines that close gaps, by workflow'),
    ),
    conclusion: Conclusion,
    accounts: AccountTotals,
    vendors: v.array(VendorTotals),
    rows: v.array(ReportedRow),
  }),
  v.title('Rollcall coverage report'),
);
export type CoverageReport = v.InferOutput<typeof CoverageReport>;

/** What a report is made of. */
interface Compared {
  meta: Meta;
  stateMachines: StateMachines;
  /** As `compare` gives them. */
  rows: Row[];
  /** The length of each compared vendor's whole list. */
  listed: Record<string, number>;
  /** The last report, for the times since when. */
  previous?: Pick<CoverageReport, 'rows'> | undefined;
}

/** The report of a comparison. */
export function report({ meta, stateMachines, rows, listed, previous }: Compared): CoverageReport {
  const accounts = accountTotals(rows);
  return {
    version: VERSION,
    ...meta,
    stateMachines,
    conclusion: conclude(accounts),
    accounts,
    vendors: Object.entries(listed).map(([vendor, length]) => vendorTotals(rows, { vendor, listed: length })),
    rows: since(rows, { at: meta.at, previous: previous?.rows ?? [] }),
  };
}
