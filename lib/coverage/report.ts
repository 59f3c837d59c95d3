import * as z from 'zod/mini';
import { Filters } from '../organization/filter.ts';
import { Conclusion, conclude } from './conclusion.ts';
import type { Row } from './row.ts';
import { ReportedRow, since } from './since.ts';
import { AccountTotals, accountTotals, VendorTotals, vendorTotals } from './totals.ts';

/** Raised when a field of the report changes its meaning or goes; a new field does not. */
const VERSION = 1;

/** The circumstances of a roll call. */
export const Meta = z.object({
  at: z.iso.datetime().check(z.meta({ description: 'when the comparison was made' })),
  organizationId: z.string(),
  stage: z.string().check(z.meta({ description: 'the stage of the deployment' })),
  rollcallVersion: z.string(),
  dryRun: z.boolean().check(z.meta({ description: 'nothing was changed' })),
  depth: z
    .enum(['registrations', 'roles'])
    .check(z.meta({ description: "whether the accounts' roles were inspected" })),
  inspection: z
    .optional(z.object({ roles: z.int().check(z.minimum(0)), unseen: z.int().check(z.minimum(0)) }))
    .check(
      z.meta({
        description: 'how many roles were to be inspected, and how many of them nobody could look at',
      }),
    ),
  filters: Filters.check(z.meta({ description: "the deployment's" })),
  only: z
    .optional(z.extend(z.omit(Filters, { vendors: true }), { vendors: z.optional(z.array(z.string())) }))
    .check(
      z.meta({
        description: 'what this roll call was limited to; absent when it was for every account and vendor',
      }),
    ),
});
export type Meta = z.infer<typeof Meta>;

/** The ARNs of the state machines by which a person closes a gap, by the workflow's name. */
const StateMachines = z.partial(
  z.object({ 'enroll-account': z.string(), 'roll-call': z.string(), 'offboard-account': z.string() }),
);
export type StateMachines = z.infer<typeof StateMachines>;

/** The report of a roll call: what a compliance officer keeps. */
export const CoverageReport = z
  .extend(Meta, {
    version: z.literal(VERSION).check(z.meta({ description: 'of this form' })),
    stateMachines: z._default(StateMachines, {}).check(
      z.meta({
        description: 'ARNs of the state machines that close gaps, by workflow',
      }),
    ),
    conclusion: Conclusion,
    accounts: AccountTotals,
    vendors: z.array(VendorTotals),
    rows: z.array(ReportedRow),
  })
  .check(z.meta({ title: 'Rollcall coverage report' }));
export type CoverageReport = z.infer<typeof CoverageReport>;

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
