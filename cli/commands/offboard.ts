import { forCopying } from '../print/for-copying.ts';
import { offboardingRows } from '../print/offboarding-rows.ts';
import { againWith } from '../target/again-with.ts';
import { chosenAccounts } from '../target/chosen-accounts.ts';
import { canAsk, requireTyped } from '../target/confirm.ts';
import { detachable } from '../target/detachable.ts';
import { type Offboarded, offboardEach } from '../target/offboard-each.ts';
import { findTarget, type Target } from '../target/target.ts';
import type { Common } from './deployment-options.ts';

/** Which accounts are to be offboarded, and how, as the options say it. */
export interface OffboardOptions extends Common {
  departed?: boolean;
  all?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  keepRole?: boolean;
  vendor?: string[];
}

/**
 * Shows what the offboarding of accounts would remove, and does it when whoever is asked types the id; 0 when all is
 * done, 1 when something failed.
 * @throws Error when nobody agrees, or nobody can be asked: then nothing was changed
 */
export async function offboard(named: string[], options: OffboardOptions): Promise<0 | 1> {
  const { dryRun = false, yes = false, json = false } = options;
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
    offboardEach(target, accounts, { ...input, dryRun: true }),
  );
  const planned = offboardingRows(plan, { verb: 'remove' });
  if (dryRun) {
    if (json) console.log(JSON.stringify({ plan }, null, 2));
    else console.log(`${planned}${causes(plan, target)}\nNothing was changed.`);
    return exitCode(plan);
  }
  if (json) process.stderr.write(`${planned}\n`);
  else console.log(`${planned}${causes(plan, target)}`);
  const toDo = plan.filter(changesSomething).map(({ account }) => account);
  if (toDo.length > 0 && !yes) await requireTyped(target, toDo);
  const work = offboardEach(target, toDo, input);
  const offboardings = await detachable(target, 'what was started', work);
  if (json) console.log(JSON.stringify({ plan, offboardings }, null, 2));
  else if (toDo.length === 0) console.log('\nThere is nothing to remove.');
  else console.log(`\n${offboardingRows(offboardings, { verb: 'removed' })}${causes(offboardings, target)}`);
  return exitCode([...plan.filter(({ account }) => !toDo.includes(account)), ...offboardings]);
}

const inputOf = ({ vendor: vendors, keepRole, departed }: OffboardOptions) => ({
  ...(vendors && { vendors }),
  ...(keepRole && { keepRole }),
  // An account that was reopened since the report is not to be offboarded.
  ...(departed && { onlyDeparted: true }),
});

const isWell = ({ status }: Offboarded) => status === 'SUCCEEDED';

const exitCode = (all: Offboarded[]): 0 | 1 => (all.every(isWell) ? 0 : 1);

/** Also where a dry run failed at one vendor: the other's part is to be done. */
const changesSomething = ({ status, error, outcomes }: Offboarded) =>
  status === 'SUCCEEDED'
    ? outcomes.some(
        (each) => 'role' in each && (each.outcome === 'forgotten' || each.role.outcome === 'role-removed'),
      )
    : error === 'OffboardingIncompleteError';

/** Each message of a failure once, with the command that starts again what failed. */
const causes = (all: Offboarded[], target: Target): string =>
  all
    .flatMap(({ cause }) =>
      cause === undefined ? [] : [`\n\n${forCopying(cause)}${againWith('offboard', cause, target)}`],
    )
    .join('');
