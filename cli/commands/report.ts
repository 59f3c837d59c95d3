import { writeFileSync } from 'node:fs';
import { showReport } from '../print/show-report.ts';
import { reportUntil, stored, storedReport } from '../target/stored-report.ts';
import { findTarget } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** What of a report is to be shown, as the options say it. */
interface ReportOptions extends Common {
  /** The file that its page is written to. */
  page?: string;
  at?: Date;
}

/** Shows a report, and writes its page where a file is named; 0 when every account is covered, 1 otherwise. */
export async function report({ json, page, at, ...options }: ReportOptions): Promise<0 | 1> {
  const target = await findTarget(options);
  const key = at === undefined ? 'coverage/latest' : await reportUntil(target, at);
  const made = await storedReport(target, `${key}.json`);
  if (page !== undefined) writeFileSync(page, await stored(target, `${key}.html`));
  if (json) console.log(JSON.stringify(made, null, 2));
  else
    console.log(
      `${showReport(made, target)}\nThe page: ${page ?? `s3://${target.reports}/${key}.html, or --page <file>`}`,
    );
  return made.conclusion.outcome === 'succeeded' ? 0 : 1;
}
