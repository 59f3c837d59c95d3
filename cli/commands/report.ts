import { showReport } from '../print/show-report.ts';
import { storedReport } from '../target/stored-report.ts';
import { findTarget } from '../target/target.ts';
import type { Common } from './program.ts';

/** Shows the latest report; 0 when every account is covered, 1 otherwise. */
export async function report(options: Common): Promise<0 | 1> {
  const target = await findTarget(options);
  const latest = await storedReport(target);
  if (options.json) console.log(JSON.stringify(latest, null, 2));
  else console.log(`${showReport(latest, target)}\nThe page: s3://${target.reports}/coverage/latest.html`);
  return latest.conclusion.outcome === 'succeeded' ? 0 : 1;
}
