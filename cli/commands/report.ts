import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { columns } from '../print/columns.ts';
import { afterReport, showReport } from '../print/show-report.ts';
import { wrap } from '../print/wrap.ts';
import { cannotWrite } from '../target/cannot-write.ts';
import { openPage } from '../target/open-page.ts';
import { reportUntil, stored, storedReport } from '../target/stored-report.ts';
import { findTarget } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** What of a report is to be shown, as the options say it. */
export interface ReportOptions extends Common {
  /** The file that its page is written to. */
  page?: string;
  /** Whether its page is opened in the browser. */
  open?: boolean;
  at?: Date;
}

/**
 * Shows a report; writes its page where a file is named, and opens it where that is asked for; 0 when every account is
 * covered, 1 otherwise.
 * @throws Error when the page cannot be written
 */
export async function report({ json, page, open, at, ...options }: ReportOptions): Promise<0 | 1> {
  const target = await findTarget(options);
  const key = at === undefined ? 'coverage/latest' : await reportUntil(target, at);
  const made = await storedReport(target, `${key}.json`);
  const file = page ?? (open ? join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'report.html') : undefined);
  if (file !== undefined) write(file, await stored(target, `${key}.html`));
  const isOpen = open && file !== undefined && (await openPage(resolve(file)));
  if (json) console.log(JSON.stringify(made, null, 2));
  else if (file === undefined) console.log(`${showReport(made, target)}\n${afterReport(made, target)}`);
  else console.log(`${showReport(made, target)}\n\nThe page: ${resolve(file)}`);
  if (open && !isOpen)
    process.stderr.write(`${wrap(`There is no desktop here to open ${file}`, 2, columns(process.stderr))}\n`);
  return made.conclusion.outcome === 'succeeded' ? 0 : 1;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw cannotWrite(error, { what: 'the page', file, option: '--page' });
  }
}
