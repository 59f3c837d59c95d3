import { plural } from '../../lib/coverage/amount.ts';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { planned } from '../../lib/roll-call/plan.ts';
import { forCopying } from '../print/for-copying.ts';
import { afterReport, showReport } from '../print/show-report.ts';
import { rollCallAgain } from '../target/again-with.ts';
import { canAsk, requireYes } from '../target/confirm.ts';
import { filterTargets } from '../target/filter-targets.ts';
import { type RanRollCall, runRollCall } from '../target/run-roll-call.ts';
import { findTarget, type Target } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** What a roll call is asked to do, as its options say it. */
export interface RollCallOptions extends Common {
  dryRun?: boolean;
  yes?: boolean;
  depth?: string;
  retryFailed?: boolean;
  acceptChange?: boolean;
  acceptDepartures?: boolean;
  vendor?: string[];
  include?: string[];
  exclude?: string[];
}

/**
 * Compares, enrolls what is missing, and shows the report; 0 when every account is covered, 1 otherwise. As nobody names
 * the accounts, it first shows by a dry run which they are, and asks. Where it is to enroll only what failed, 0 says that
 * nothing is failed any more.
 * @throws Error when nobody agrees, or nobody can be asked: then nothing was changed
 */
export async function rollCall(options: RollCallOptions): Promise<0 | 1> {
  const { dryRun = false, yes = false, retryFailed = false } = options;
  const asks = !dryRun && !yes;
  if (asks && !canAsk())
    throw new Error(
      'nobody can be asked here, as the input is not a terminal: look with --dry-run, then add --yes',
    );
  const target = await findTarget(options);
  if (asks || (retryFailed && !dryRun)) {
    const plan = await runRollCall(target, inputOf({ ...options, dryRun: true }));
    if (plan.report === undefined) return show(plan, target, options);
    const question = questionOn(plan.report, options);
    if (question === undefined) return show(plan, target, options);
    if (asks) {
      process.stderr.write(`${showReport(plan.report, target)}\n`);
      await requireYes(question);
    }
  }
  return show(await runRollCall(target, inputOf(options)), target, options);
}

/** What is asked after a dry run; undefined when there is nothing to do. */
function questionOn({ rows }: CoverageReport, { retryFailed = false }: RollCallOptions): string | undefined {
  const accounts = planned(rows, { dryRun: false, retryFailed });
  const departed = new Set(
    rows.filter(({ state }) => state === 'departed').map(({ accountId }) => accountId),
  );
  if (accounts.length === 0 && (retryFailed || departed.size === 0)) return undefined;
  const registrations = accounts.reduce((sum, { vendors }) => sum + vendors.length, 0);
  const also =
    departed.size === 0 ? '' : `, and offboard ${departed.size} that departed, if the deployment does so`;
  return `Enroll ${plural(accounts.length, 'account')}, with ${registrations} roles and registrations${also}?`;
}

function show(
  { status, error, cause, report }: RanRollCall,
  target: Target,
  { json, retryFailed = false }: RollCallOptions,
): 0 | 1 {
  if (report === undefined) {
    if (json) console.log(JSON.stringify({ status, error, cause }, null, 2));
    else console.log(`${status}: ${error}\n${forCopying(cause)}${rollCallAgain(cause, target)}`);
    return 1;
  }
  const hasFailed = report.rows.some(({ state }) => state === 'failed' || state === 'degraded');
  const first = retryFailed && !hasFailed ? 'Nothing failed, and what is registered works.\n\n' : '';
  if (json) console.log(JSON.stringify(report, null, 2));
  else console.log(`${first}${showReport(report, target)}\n${afterReport(report, target)}`);
  if (retryFailed) return hasFailed ? 1 : 0;
  return report.conclusion.outcome === 'succeeded' && status === 'SUCCEEDED' ? 0 : 1;
}

const inputOf = ({
  dryRun,
  depth,
  retryFailed,
  acceptChange,
  acceptDepartures,
  vendor,
  include,
  exclude,
}: RollCallOptions) => ({
  ...(dryRun && { dryRun }),
  ...(depth && { depth }),
  ...(retryFailed && { retryFailed }),
  ...(acceptChange && { acceptChange }),
  ...(acceptDepartures && { acceptDepartures }),
  ...(vendor && { vendors: vendor }),
  ...(include && { include: filterTargets(include) }),
  ...(exclude && { exclude: filterTargets(exclude) }),
});
