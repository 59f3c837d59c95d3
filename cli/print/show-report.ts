import { plural } from '../../lib/coverage/amount.ts';
import { remedy } from '../../lib/coverage/remedy.ts';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { isGap, STATES } from '../../lib/coverage/row.ts';
import { isDepartedMember } from '../target/is-departed-member.ts';
import { ago, iso } from './ago.ts';
import { forCopying } from './for-copying.ts';
import { rows } from './rows.ts';
import { wrap } from './wrap.ts';

/** How much of what is not covered is shown, where nobody asks for all; the page and --json have all. */
const [ACCOUNTS, CAUSES] = [20, 3];

/**
 * A report for a person: the sentence, each vendor's accounts by state, and what is not covered.
 * @param since what is to be said of what happened after it compared
 */
export function showReport(
  report: CoverageReport,
  { isVerbose }: { isVerbose: boolean },
  since = '',
): string {
  const { conclusion, vendors, at, dryRun } = report;
  const compared = `Compared at ${iso(new Date(at))}, ${ago(new Date(at))}${dryRun ? '; nothing was changed' : ''}.`;
  const used = STATES.filter((state) => vendors.some(({ states }) => states[state] > 0));
  const counts = used.map((state) => [
    ...[state, ...vendors.map(({ states }) => states[state])],
    state === 'excluded' ? whyExcluded(report) : '',
  ]);
  const parts = [
    wrap([conclusion.sentence, compared, since].filter(Boolean).join(' '), 0),
    rows(['', ...vendors.map(({ vendor }) => vendor), ''], counts),
    gaps(report, isVerbose ? Number.POSITIVE_INFINITY : ACCOUNTS),
    ...causesIn(report).slice(0, isVerbose ? undefined : CAUSES),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** "the management account, and 4 accounts by filters". */
function whyExcluded({ rows: all }: CoverageReport): string {
  const excluded = all.filter(({ state }) => state === 'excluded');
  const byFilter = excluded.filter(({ reason }) => reason !== 'the management account');
  const filtered = new Set(byFilter.map(({ accountId }) => accountId)).size;
  return [
    ...(byFilter.length < excluded.length ? ['the management account'] : []),
    ...(filtered === 0 ? [] : [`${plural(filtered, 'account')} by filters`]),
  ].join(', and ');
}

/** Each account that is not covered, with its state at each vendor. */
function gaps(report: CoverageReport, most: number): string {
  const vendors = report.vendors.map(({ vendor }) => vendor);
  const accounts = [...Map.groupBy(report.rows, ({ accountId }) => accountId)].filter(([, of]) =>
    of.some(isGap),
  );
  const shown = accounts
    .slice(0, most)
    .map(([account, of]) => [
      account,
      of.find(({ name }) => name !== undefined)?.name ?? '',
      ...vendors.map((vendor) => of.find((row) => row.vendor === vendor)?.state ?? ''),
    ]);
  const more = accounts.length > most ? `\n… and ${accounts.length - most} more: --verbose shows all` : '';
  return `${rows(['account', 'name', ...vendors], shown)}${more}`;
}

/** Why enrollments failed or do not work, each reason once. That a vendor lists no such account is in the table. */
const causesIn = ({ rows: all }: CoverageReport): string[] => [
  ...new Set(
    all
      .filter(({ state }) => state === 'failed' || state === 'degraded')
      .flatMap(({ failure, reason }) => failure?.cause ?? reason ?? [])
      .map(forCopying),
  ),
];

/** The commands that do what a report leaves to do, and that open its page. */
export const afterReport = (report: CoverageReport, target: { options: string }): string =>
  [enrollMissing(report, target), offboardDeparted(report, target), openPage(report, target)]
    .filter(Boolean)
    .join('\n');

/** The command that enrolls what is missing; empty where nothing is. */
export const enrollMissing = (
  { rows: all, only }: CoverageReport,
  { options }: { options: string },
): string =>
  all.some(isGap) ? `\nTo enroll what is missing:\nnpx rollcall roll-call ${partOf(only)}${options}` : '';

/** The command that shows what would be removed of the departed; of those that no report had as a member, and of a part, it knows nothing. */
export const offboardDeparted = (
  { rows: all, only }: CoverageReport,
  { options }: { options: string },
): string =>
  only === undefined && all.some((row) => isDepartedMember(row) && remedy(row) !== undefined)
    ? `\nTo see what would be removed of the departed:\nnpx rollcall offboard --departed --dry-run ${options}`
    : '';

/** The command that opens the page of a report. */
export const openPage = ({ only, at }: CoverageReport, { options }: { options: string }): string =>
  `\nTo see the page:\nnpx rollcall report --open ${only === undefined ? '' : `--at ${iso(new Date(at))} `}${options}`;

/** The options that limit a roll call to the same part; the command has none for tags. */
function partOf({
  include = [],
  exclude = [],
  vendors = [],
}: NonNullable<CoverageReport['only']> = {}): string {
  const options = { include: include.flatMap(idsOf), exclude: exclude.flatMap(idsOf), vendor: vendors };
  return Object.entries(options)
    .flatMap(([option, all]) => all.map((value) => `--${option} ${value} `))
    .join('');
}

type Chosen = NonNullable<NonNullable<CoverageReport['only']>['include']>[number];

const idsOf = (target: Chosen): string[] =>
  target.type === 'accounts' || target.type === 'ous' ? target.target_value : [];
