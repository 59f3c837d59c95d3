import { storedReport } from '../target/stored-report.ts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** A roll call is due every day. In milliseconds, with two hours for it to run. */
const DUE = 26 * 3_600_000;

/** Whether a roll call ended within the last day. What it found is for `rollcall report`. */
export async function lastRollCall({ target }: Subject): Promise<string> {
  const again = `npx rollcall roll-call --dry-run ${target.options}`;
  const report = await storedReport(target).catch((error) => {
    if (error instanceof Error && error.name === 'NoSuchKey')
      throw new Problem('no roll call has ended yet', again);
    throw error;
  });
  const hours = Math.floor((Date.now() - Date.parse(report.at)) / 3_600_000);
  const when = `${hours < 1 ? 'less than an hour' : hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`} ago`;
  if (Date.now() - Date.parse(report.at) > DUE)
    throw new Problem(`it compared at ${report.at}, ${when}; one is due every day`, again);
  return `${when}. ${report.conclusion.sentence}`;
}
