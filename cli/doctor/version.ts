import { compareVersions } from '../target/compare-versions.ts';
import { ownVersion } from '../target/own-version.ts';
import { deploy } from './deploy.ts';
import { NotChecked, Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** Whether the stack was deployed from the version of this checkout, as `rollcall version` compares them. */
export async function version({ target }: Subject): Promise<string> {
  const checkout = ownVersion();
  const deployed = target.version ?? 'of before 0.3';
  switch (compareVersions(target.version, checkout)) {
    case 'same':
      return `${deployed}, as this checkout${checkout === deployed ? '' : `, ${checkout}`}`;
    case 'older':
      throw new Problem(
        `the stack is ${deployed}, older than this checkout, ${checkout}. Follow "How to upgrade" in CHANGELOG.md; this deploys:`,
        deploy(target),
      );
    case 'newer':
      throw new Problem(
        `the stack is ${deployed}, newer than this checkout, ${checkout}: do not deploy from it`,
        'git pull && npm ci',
      );
    case 'unknown':
      throw new NotChecked(`the stack is ${deployed}, which cannot be compared with ${checkout}`);
  }
}
