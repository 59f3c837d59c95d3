import type { CoverageReport } from '../../lib/coverage/report.ts';
import { forCopying } from '../print/for-copying.ts';
import { showAccount } from '../print/show-account.ts';
import { againWith } from '../target/again-with.ts';
import { executionsOf } from '../target/executions.ts';
import { membership } from '../target/membership.ts';
import { isMissing, isRegistered, standings as standingsOf } from '../target/standing.ts';
import type { Target } from '../target/target.ts';

/**
 * Shows the state of one account, and what to do; 0 when all is well, 1 otherwise. One that departed does not count as a gap, as in a
 * report, also while vendors still list it.
 * @throws Error for an account that neither the organization nor the last report has
 */
export async function accountStatus(
  target: Target,
  report: CoverageReport | undefined,
  { id, json = false }: { id: string; json?: boolean | undefined },
): Promise<0 | 1> {
  const { account, departed } = await membership(target, { id, report });
  const executions = await executionsOf(target, id);
  const standings = standingsOf(id, report, executions);
  const [last] = executions.filter(
    ({ dryRun, workflow }) => !dryRun && (departed === undefined || workflow === 'offboard'),
  );
  const missing = departed === undefined ? standings.filter(isMissing).map(({ vendor }) => vendor) : [];
  const steps = () => {
    if (last?.cause !== undefined)
      return `\n${forCopying(last.cause)}${againWith(last.workflow, last.cause, target)}`;
    if (departed !== undefined && standings.some(isRegistered))
      return `\nTo see what would be removed:\nnpx rollcall offboard ${id} --dry-run ${target.options}`;
    if (missing.length === 0) return undefined;
    return `\nTo enroll it:\n${enrolling(id, missing.length < standings.length ? missing : [], target)}`;
  };
  if (json) console.log(JSON.stringify({ account, departed, standings, executions }, null, 2));
  else
    console.log(
      [showAccount({ id, account, departed, standings, executions }, target), steps()]
        .filter((part) => part !== undefined)
        .join('\n'),
    );
  return missing.length > 0 || !['SUCCEEDED', 'RUNNING', undefined].includes(last?.status) ? 1 : 0;
}

const enrolling = (id: string, vendors: string[], { options }: Target) =>
  `npx rollcall enroll ${id} ${vendors.map((vendor) => `--vendor ${vendor} `).join('')}${options}`;
