import { rows } from '../print/rows.ts';
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
    const versions = [
      ['this checkout', checkout],
      [stack, deployed ?? 'older than 0.3'],
    ];
    console.log(`${rows(['', ''], versions).trim()}\n\n${IN_WORDS[age]}`);
  }
  return age === 'same' ? 0 : 1;
}

const IN_WORDS: Record<VersionAge, string> = {
  same: 'The stack has the version of this checkout.',
  older:
    'The stack is older than this checkout: read CHANGELOG.md, then\nnpm run diff, then npx serverless deploy.',
  newer: 'This checkout is older than the stack: git pull && npm ci',
  unknown: 'The two cannot be compared: the stack does not have a version as 1.2.3.',
};
