import { compareVersions, type VersionAge } from '../target/compare-versions.ts';
import { ownVersion } from '../target/own-version.ts';
import { findTarget } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** Shows the versions of this checkout and of a deployed stack; 0 when they are the same, 1 otherwise. */
export async function version({ json, ...options }: Common): Promise<0 | 1> {
  const { stack, version: deployed } = await findTarget(options);
  const checkout = ownVersion();
  const age = compareVersions(deployed, checkout);
  if (json) console.log(JSON.stringify({ checkout, stack, deployed, age }, null, 2));
  else {
    console.log(`this checkout  ${checkout}\n${stack}  ${deployed ?? 'older than 0.3'}`);
    if (NEXT[age] !== undefined) console.log(`\n${NEXT[age]}`);
  }
  return age === 'same' ? 0 : 1;
}

const NEXT: Partial<Record<VersionAge, string>> = {
  older: 'The stack is older: read CHANGELOG.md, then npm run diff, then npx serverless deploy.',
  newer: 'This checkout is older than the stack: git pull && npm ci',
};
