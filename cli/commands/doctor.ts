import { examine } from '../doctor/examine.ts';
import { showFindings } from '../doctor/show.ts';
import { findTarget } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/**
 * Checks a deployment, and changes nothing; 0 when nothing failed, 1 otherwise. What cannot be read has not failed.
 * @param print gets what belongs on stdout
 */
export async function doctor(
  { json, ...options }: Common,
  print: (text: string) => void = console.log,
): Promise<0 | 1> {
  const waiting = (checks: string[]) => process.stderr.write(`  … still checking ${checks.join(', ')}\n`);
  const checks = await examine(await findTarget(options), waiting);
  print(json ? JSON.stringify({ checks }, null, 2) : showFindings(checks));
  return checks.some(({ state }) => state === 'failed') ? 1 : 0;
}
