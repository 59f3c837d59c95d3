import { examine } from '../doctor/examine.ts';
import { showFindings } from '../doctor/show.ts';
import { findTarget } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** Where the doctor writes what it found, and what it still waits for. */
interface Output {
  print(text: string): void;
  progress(text: string): void;
}

const terminal: Output = {
  print: (text) => console.log(text),
  progress: (text) => process.stderr.write(text),
};

/** Checks a deployment, and changes nothing; 0 when nothing failed, 1 otherwise. What cannot be read has not failed. */
export async function doctor({ json, ...options }: Common, output: Output = terminal): Promise<0 | 1> {
  const waiting = (checks: string[]) => {
    if (!options.quiet) output.progress(`  … still checking ${checks.join(', ')}\n`);
  };
  const checks = await examine(await findTarget(options), waiting);
  output.print(json ? JSON.stringify({ checks }, null, 2) : showFindings(checks));
  return checks.some(({ state }) => state === 'failed') ? 1 : 0;
}
