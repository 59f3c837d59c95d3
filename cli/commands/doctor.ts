import { readDeployment } from '../../emulators/engine/deployment.ts';
import { wrap } from '../print/wrap.ts';
import { type Finding, findings } from '../target/findings.ts';
import { findTarget } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** What the doctor cannot read of a deployment. */
export interface DoctorOptions extends Common {
  secretPrefix: string;
  vendor?: string[];
}

/** Checks a deployment, and changes nothing; 0 when nothing is wrong, 1 otherwise. What cannot be read is not wrong. */
export async function doctor({ json, secretPrefix, vendor, ...options }: DoctorOptions): Promise<0 | 1> {
  const secrets = (vendor ?? (readDeployment().environment['VENDORS'] ?? '').split(',')).map(
    (name) => `${secretPrefix}/${name}`,
  );
  const all = await findings(await findTarget(options), secrets);
  if (json) console.log(JSON.stringify({ checks: all }, null, 2));
  else for (const finding of all) show(finding);
  return all.some(({ state }) => state === 'failed') ? 1 : 0;
}

const MARKS = { ok: '✔', failed: '✘', unknown: '?' };

function show({ check, state, found, fix }: Finding): void {
  console.log(wrap(`${MARKS[state]} ${check}: ${found}`, 2));
  if (state === 'failed') console.log(fix);
}
