import type { CoverageReport } from '../coverage/report.ts';
import type { Tried } from '../coverage/roll.ts';
import { isGap } from '../coverage/row.ts';
import { explain, type Failure } from '../enrollment/outcome.ts';
import { RollCallIncompleteError } from '../errors.ts';

/** How a roll call ended. */
interface Ending {
  rollCall: string;
  report: CoverageReport;
  /** Of the report's page. */
  url: string;
  /** What could not be offboarded. */
  stuck: Tried[];
  /** What ended the enrolling, or the asking again, before its time. */
  failure: Failure | undefined;
}

/** So many gaps are named in the error; the report has all of them. */
const NAMED = 5;

/**
 * A dry run was to change nothing, so its gaps are its result.
 * @throws {RollCallIncompleteError} unless every account that is to be covered is, and every one that departed is gone
 */
export function requireCovered({ rollCall, report, url, stuck, failure }: Ending): void {
  const { conclusion, rows, dryRun } = report;
  const isOpen = conclusion.outcome === 'failed' && !dryRun;
  if (!isOpen && stuck.length === 0 && failure === undefined) return;
  const open = [...rows.filter(isGap), ...stuck.map((each) => ({ ...each, state: 'not offboarded' }))];
  const gaps = open.map(({ accountId, vendor, state, failure: at }) => {
    const where = at && ` at ${at.state} with ${at.error}`;
    return `${accountId} ${state} with ${vendor}${where ?? ''}`;
  });
  const more = gaps.length > NAMED ? [`${gaps.length - NAMED} more`] : [];
  const ended = failure && explain(failure);
  throw new RollCallIncompleteError({
    tried: `cover every account in the roll call ${rollCall}`,
    answered: [
      conclusion.sentence,
      ...(ended ? [`${ended.error}: ${ended.cause}`] : []),
      ...gaps.slice(0, NAMED),
      ...more,
    ].join(' | '),
    next: `read ${url}; when the causes are gone, start the roll call again, with {"retryFailed":true} for what failed`,
  });
}
