import { plural } from '../../lib/coverage/amount.ts';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { rollCallAgain } from '../target/again-with.ts';
import type { AccountExecution, RollCallWithoutReport, Running } from '../target/executions.ts';
import { ago, iso } from './ago.ts';
import { forCopying } from './for-copying.ts';
import { rows } from './rows.ts';
import { enrollMissing, offboardDeparted, openPage, showReport } from './show-report.ts';
import { wrap } from './wrap.ts';

/** What is known of a deployment. */
interface Known {
  running: Running[];
  /** Those that ended without a report after the last one that has one. */
  rollCalls: RollCallWithoutReport[];
  /** What ended after the report compared. */
  since: { executions: AccountExecution[]; hasMore: boolean };
  /** The latest report, with what these executions changed. */
  now: CoverageReport | undefined;
}

/** The state of a deployment for a person: what runs, the last roll call where it failed, and how accounts stand now. */
export function showStatus(
  { running, rollCalls, since, now }: Known,
  target: { options: string; isVerbose: boolean },
): string {
  const rollCallsNow = running.filter(({ workflow }) => workflow === 'roll-call').length;
  const compare = rollCallsNow > 0 ? follows(rollCallsNow) : `${COMPARE} ${target.options}`;
  const parts = [
    runningNow(running, target) || 'Nothing runs.',
    ...rollCalls.slice(0, 1).map((last) => withoutReport(last, target)),
    now === undefined
      ? 'There is no report of the whole organization yet.'
      : showReport(now, target, sinceThen(since)),
    ...(now === undefined || rollCallsNow > 0 ? [compare] : [enrollMissing(now, target).trim()]),
    ...(now === undefined ? [] : [offboardDeparted(now, target).trim(), openPage(now, target).trim()]),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const runningNow = (running: Running[], { isVerbose }: { isVerbose: boolean }): string =>
  rows(
    ['running', 'account', 'began', '', ...(isVerbose ? ['name'] : [])],
    running.map(({ workflow, account = '', startDate, dryRun, name }) => [
      ...[workflow, account, ago(new Date(startDate)), dryRun ? 'dry run' : ''],
      ...(isVerbose ? [name] : []),
    ]),
  );

const follows = (count: number) =>
  count === 1
    ? 'A roll call runs; its report follows when it has ended.'
    : `${count} roll calls run; their reports follow when they have ended.`;

const COMPARE = 'To compare, and change nothing:\nnpx rollcall roll-call --dry-run';

function withoutReport(
  { startDate, stopDate, status, error, cause }: RollCallWithoutReport,
  target: { options: string },
): string {
  const end = stopDate === undefined ? '' : ` ${ago(new Date(stopDate))}`;
  const how = status === 'FAILED' && error !== '' ? `failed with ${error}` : `ended as ${status}`;
  const begun = `The roll call that began at ${iso(new Date(startDate))} ${how}${end}, without a report.`;
  return [
    wrap(begun, 0),
    ...(cause === '' ? [] : [`${forCopying(cause)}${rollCallAgain(cause, target)}`]),
  ].join('\n');
}

/** What ended after the report compared, in words; empty where nothing did. */
function sinceThen({ executions, hasMore }: Known['since']): string {
  const real = executions.filter(({ dryRun }) => !dryRun);
  const dry = executions.length - real.length;
  const ended = [count(real, 'enroll', 'enrollment'), count(real, 'offboard', 'offboarding')]
    .filter(Boolean)
    .join(' and ');
  return [
    ...(ended === ''
      ? []
      : [`Since then ${ended} ended, and ${real.length === 1 ? 'is' : 'are'} counted in.`]),
    ...(dry === 0 ? [] : [`${plural(dry, 'dry run')} changed nothing.`]),
    ...(hasMore ? ['Only the last 100 of each workflow were looked at.'] : []),
  ].join(' ');
}

function count(all: AccountExecution[], workflow: string, noun: string): string {
  const own = all.filter((one) => one.workflow === workflow);
  const bad = own.filter(({ status }) => status !== 'SUCCEEDED').length;
  if (own.length === 0) return '';
  return `${plural(own.length, noun)}${bad === 0 ? '' : ` (${bad} did not succeed)`}`;
}
