import * as z from 'zod';
import { Filters } from '../organization/filter.ts';
import { Conclusion, conclude } from './conclusion.ts';
import type { Row } from './row.ts';
import { ReportedRow, since } from './since.ts';
import { AccountTotals, accountTotals, VendorTotals, vendorTotals } from './totals.ts';

/** Raised when a field of the report changes its meaning or goes; a new field does not. */
const VERSION = 1;

/** The circumstances of a roll call. */
export const Meta = z.object({
  at: z.iso.datetime().meta({ description: 'when the comparison was made' }),
  organizationId: z.string(),
  stage: z.string().meta({ description: 'the stage of the deployment' }),
  rollcallVersion: z.string(),
  dryRun: z.boolean().meta({ description: 'nothing was changed' }),
  depth: z
    .enum(['registrations', 'roles'])
    .meta({ description: "whether the accounts' roles were inspected" }),
  inspection: z
    .object({ roles: z.int().min(0), unseen: z.int().min(0) })
    .optional()
    .meta({ description: 'how many roles were to be inspected, and how many of them nobody could look at' }),
  filters: Filters.meta({ description: "the deployment's" }),
  only: Filters.omit({ vendors: true })
    .extend({ vendors: z.array(z.string()).optional() })
    .optional()
    .meta({
      description: 'what this roll call was limited to; absent when it was for every account and vendor',
    }),
});
export type Meta = z.infer<typeof Meta>;

/** The ARNs of the state machines by which a person closes a gap, by the workflow's name. */
const StateMachines = z
  .object({ 'enroll-account': z.string(), 'roll-call': z.string(), 'offboard-account': z.string() })
  .partial();
export type StateMachines = z.infer<typeof StateMachines>;

/** The report of a roll call: what a compliance officer keeps. */
export const CoverageReport = Meta.extend({
  version: z.literal(VERSION).meta({ description: 'of this form' }),
  stateMachines: StateMachines.default({}).meta({
    description: 'ARNs of the state machines that close gaps, by workflow',
  }),
  conclusion: Conclusion,
  accounts: AccountTotals,
  vendors: z.array(VendorTotals),
  rows: z.array(ReportedRow),
}).meta({ title: 'Rollcall coverage report' });
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
