import type { CoverageReport } from '../../lib/coverage/report.ts';
import { isGap, STATES } from '../../lib/coverage/row.ts';
import { forCopying } from './for-copying.ts';
import { rows } from './rows.ts';
import { wrap } from './wrap.ts';

/** How many gaps are shown; the page and --json have all. */
const GAPS = 20;

/** A report for a person: the sentence, each vendor's accounts by state, and what is not covered. */
export function showReport(report: CoverageReport, { options }: { options: string }): string {
  const { conclusion, vendors, at, dryRun } = report;
  const used = STATES.filter((state) => vendors.some(({ states }) => states[state] > 0));
  const counts = used.map((state) => [state, ...vendors.map(({ states }) => states[state])]);
  const gaps = report.rows.filter(isGap);
  const shown = gaps
    .slice(0, GAPS)
    .map(({ accountId, name = '', vendor, state }) => [accountId, name, vendor, state]);
  const more = gaps.length > GAPS ? `\n… and ${gaps.length - GAPS} more, in the page` : '';
  const causes = [...new Set(gaps.flatMap(({ failure, reason }) => failure?.cause ?? reason ?? []))];
  return [
    wrap(`${conclusion.sentence} Compared at ${at}${dryRun ? ', nothing was changed' : ''}.\n`, 0),
    rows(['', ...vendors.map(({ vendor }) => vendor)], counts),
    ...(gaps.length === 0 ? [] : [`\n${rows(['account', 'name', 'vendor', 'state'], shown)}${more}`]),
    ...causes.slice(0, 3).map((cause) => `\n${forCopying(cause)}`),
    ...(gaps.length === 0 ? [] : [`\nTo enroll what is missing:\nnpx rollcall roll-call ${options}`]),
    '',
  ].join('\n');
}
