import { writeFileSync } from 'node:fs';
import { showReport } from '../print/show-report.ts';
import { stored, storedReport } from '../target/stored-report.ts';
import { findTarget } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** Shows the latest report, and writes its page where a file is named; 0 when every account is covered, 1 otherwise. */
export async function report({ json, page, ...options }: Common & { page?: string }): Promise<0 | 1> {
  const target = await findTarget(options);
  const latest = await storedReport(target);
  if (page !== undefined) writeFileSync(page, await stored(target, 'coverage/latest.html'));
  if (json) console.log(JSON.stringify(latest, null, 2));
  else
    console.log(
      `${showReport(latest, target)}\nThe page: ${page ?? `s3://${target.reports}/coverage/latest.html, or --page <file>`}`,
    );
  return latest.conclusion.outcome === 'succeeded' ? 0 : 1;
}
