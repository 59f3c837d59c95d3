import { forCopying } from '../print/for-copying.ts';
import { lookAgain } from '../print/look-again.ts';
import { offboardingRows } from '../print/offboarding-rows.ts';
import { wrap } from '../print/wrap.ts';
import { againWith } from '../target/again-with.ts';
import { asPlan } from '../target/as-plan.ts';
import { type Choice, chosenAccounts } from '../target/chosen-accounts.ts';
import { canAsk, requireTyped } from '../target/confirm.ts';
import { detachable } from '../target/detachable.ts';
import { type Offboarded, offboardEach } from '../target/offboard-each.ts';
import { quietUnlessMembers } from '../target/quiet-unless-members.ts';
import { removes, requireKnown } from '../target/removes.ts';
import { requireOneChoice } from '../target/require-one-choice.ts';
import { findTarget, type Target } from '../target/target.ts';
import { writeRemovalPage } from '../target/write-removal-page.ts';
import type { Common } from './deployment-options.ts';

/** Which accounts are to be offboarded, and how, as the options say it. */
export interface OffboardOptions extends Common, Choice {
  dryRun?: boolean;
  yes?: boolean;
  keepRole?: boolean;
  vendor?: string[];
  /** The file that a page of what would be removed is written to. */
  page?: string;
}

/**
 * Shows what the offboarding of accounts would remove, and does it when whoever is asked types the id; 0 when all is
 * done, 1 when something failed.
 * @throws Error when an account that is named is not known to anybody, when nobody agrees, or nobody can be asked: then
 * nothing was changed
 */
export async function offboard(named: string[], options: OffboardOptions): Promise<0 | 1> {
  const { dryRun = false, yes = false, json = false } = options;
  requireOneChoice(named, options);
  if (!dryRun && !yes && !canAsk())
    throw new Error(
      'nobody can be asked here, as the input is not a terminal: look with --dry-run, then add --yes',
    );
  const target = await findTarget(options);
  const accounts = await chosenAccounts(target, named, options);
  const input = inputOf(options);
  const plan = await detachable(
    target,
    'the dry run',
    offboardEach(await quietUnlessMembers(target, named), accounts, { ...input, dryRun: true }),
  );
  if (named.length > 0) requireKnown(plan);
  const toDo = plan.filter(removes);
  const ids = toDo.map(({ account }) => account);
  const show = json ? toStderr : console.log;
  // The plan is the result where nothing is removed, or what somebody is asked about.
  const isInJson = json && (dryRun || yes);
  const isResult = dryRun || ids.length === 0;
  if (!isInJson && (isResult || !yes)) show(shown(plan, target, { verb: 'remove' }));
  if (options.page !== undefined) {
    const written = await writeRemovalPage(target, {
      plan,
      page: options.page,
      asked: asked(named, options),
    });
    if (!options.quiet) show(written);
  }
  if (dryRun) {
    if (json) console.log(JSON.stringify({ plan: asPlan(plan) }, null, 2));
    else console.log('\nNothing was changed.');
    return exitCode(plan);
  }
  if (ids.length > 0 && !yes) await requireTyped(target, ids);
  const work = offboardEach(target, ids, input);
  const offboardings = await detachable(target, 'what was started', work);
  if (json) console.log(JSON.stringify({ plan: asPlan(plan), offboardings }, null, 2));
  else if (!isResult && yes) console.log(shown(merged(plan, offboardings), target, { verb: 'removed' }));
  else if (!isResult)
    console.log(`\n${offboardingRows(offboardings, { verb: 'removed' })}${causes(offboardings, target)}`);
  return exitCode([...plan.filter((each) => !toDo.includes(each)), ...offboardings]);
}

/** What was asked, in the words of the command. */
const asked = (named: string[], { departed, all, include, exclude, vendor, keepRole }: OffboardOptions) =>
  [
    ...named,
    ...(departed ? ['--departed'] : []),
    ...(all ? ['--all'] : []),
    ...(include ?? []).map((word) => `--include ${word}`),
    ...(exclude ?? []).map((word) => `--exclude ${word}`),
    ...(vendor ?? []).map((word) => `--vendor ${word}`),
    ...(keepRole ? ['--keep-role'] : []),
  ].join(' ');

const toStderr = (text: string) => process.stderr.write(`${text}\n`);

const inputOf = ({ vendor: vendors, keepRole, departed }: OffboardOptions) => ({
  ...(vendors && { vendors }),
  ...(keepRole && { keepRole }),
  // An account that was reopened since the report is not to be offboarded.
  ...(departed && { onlyDeparted: true }),
});

/** A plan with what became of it. */
const merged = (plan: Offboarded[], done: Offboarded[]) =>
  plan.map((each) => done.find(({ account }) => account === each.account) ?? each);

function shown(plan: Offboarded[], target: Target, { verb }: { verb: 'remove' | 'removed' }): string {
  if (plan.length === 0) return 'There is no account to offboard.';
  const isEnrolledAgain = plan.some((each) => each.state === 'ACTIVE' && removes(each));
  return [
    `${offboardingRows(plan, { verb })}${causes(plan, target)}`,
    ...(plan.some(removes) ? [] : ['\nThere is nothing to remove.']),
    ...(isEnrolledAgain ? [`\n${wrap(ENROLLED_AGAIN, 0)}`] : []),
  ].join('\n');
}

const ENROLLED_AGAIN =
  'A roll call that enrolls, and an event of the account, enroll an active account again, unless a filter of the deployment leaves it out: docs/settings.md#filters';

const exitCode = (all: Offboarded[]): 0 | 1 => (all.every(({ status }) => status === 'SUCCEEDED') ? 0 : 1);

/** Each message of a failure once, with the command that starts again what failed. */
const causes = (all: Offboarded[], target: Target): string =>
  all
    .flatMap(({ cause }) =>
      cause === undefined ? [] : [`\n\n${forCopying(cause)}${againWith('offboard', cause, target)}`],
    )
    .join('')
    .concat(lookAgain(all, target));
