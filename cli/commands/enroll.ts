import { ago } from '../print/ago.ts';
import { enrollmentRows } from '../print/enrollment-rows.ts';
import { forCopying } from '../print/for-copying.ts';
import { lookAgain } from '../print/look-again.ts';
import { againWith } from '../target/again-with.ts';
import { detachable } from '../target/detachable.ts';
import { enrollEach } from '../target/enroll-each.ts';
import type { Enrolled } from '../target/enrolled.ts';
import { running } from '../target/executions.ts';
import { member } from '../target/member.ts';
import { findTarget, type Target } from '../target/target.ts';
import type { Common } from './deployment-options.ts';
import { rollCall } from './roll-call.ts';

/** How accounts are to be enrolled, as the options say it. */
export interface EnrollOptions extends Common {
  failed?: boolean;
  yes?: boolean;
  vendor?: string[];
  adopt?: boolean;
  dryRun?: boolean;
}

/**
 * Enrolls accounts, or by a roll call what failed; 0 when all are covered, 1 otherwise. Accounts that are named are not
 * asked about.
 * @throws Error unless accounts are named or the failed ones are asked for, and for one that the organization does not have
 */
export async function enroll(named: string[], options: EnrollOptions): Promise<0 | 1> {
  const { failed, vendor: vendors, adopt, dryRun, ...others } = options;
  if (named.length === 0 && !failed)
    throw new Error('name the accounts, as in "npx rollcall enroll 444455556666", or give --failed');
  if (named.length > 0 && failed)
    throw new Error('an account id and --failed contradict each other: give one of them');
  if (failed && adopt) throw new Error('--adopt is for accounts that are named');
  if (failed) return rollCall({ ...options, retryFailed: true });
  const target = await findTarget(others);
  const accounts = [...new Set(named)];
  // The workflow waits a minute for an account that does not exist, as a newly created one may be late.
  for (const account of accounts) await member(target, account);
  await noteRunning(target, accounts);
  const input = { ...(vendors && { vendors }), ...(adopt && { adopt }), ...(dryRun && { dryRun }) };
  const all = await detachable(target, accounts.join(', '), enrollEach(target, accounts, input));
  const refused = all.find(({ error }) => error === 'InvalidInputError');
  if (refused !== undefined) throw new Error(refused.cause);
  if (options.json) console.log(JSON.stringify({ enrollments: all }, null, 2));
  else show(all, target);
  return all.every(isWell) ? 0 : 1;
}

/** Says which of the accounts are being enrolled already, where these credentials may list executions. */
async function noteRunning(target: Target, accounts: string[]): Promise<void> {
  const all = await running(target, ['enroll']).catch(() => []);
  for (const { account = '', startDate } of all.filter(({ dryRun }) => !dryRun))
    if (accounts.includes(account))
      target.progress.note(
        `An enrollment of ${account} runs already, begun ${ago(new Date(startDate))}; the two are safe together.`,
      );
}

const isWell = ({ status, outcomes }: Enrolled) =>
  status === 'SUCCEEDED' && outcomes.every(({ outcome }) => outcome !== 'would-fail');

function show(all: Enrolled[], target: Target): void {
  const found = all.flatMap(({ cause, outcomes }) => [cause, ...outcomes.map((each) => each.cause)]);
  const causes = [...new Set(found)].filter((cause) => cause !== undefined);
  const why = causes.map((cause) => `\n\n${forCopying(cause)}${againWith('enroll', cause, target)}`);
  console.log(`${enrollmentRows(all)}${why.join('')}${lookAgain(all, target)}`);
}
