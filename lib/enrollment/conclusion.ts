import type { Logger } from '@aws-lambda-powertools/logger';
import { EnrollmentIncompleteError } from '../errors.ts';
import { describeAccount } from '../organization/account.ts';
import { ADOPT } from '../role/ownership.ts';
import type { EnrollmentInput } from './event.ts';
import { explain, type Failure, type Outcome, outcomeOf, type VendorRun } from './outcome.ts';
import type { Plan } from './plan.ts';

/** An enrollment at its end: the plan, how each vendor's part went, and what ended it before they could start. */
export interface EndedEnrollment extends Plan {
  runs: VendorRun[];
  failure?: Failure | undefined;
}

/** Writes one audit line a vendor and gives the outcomes: enrolled, failed or skipped. */
export function audit(ended: EndedEnrollment, log: Logger): Outcome[] {
  const outcomes = outcomesOf(ended);
  for (const outcome of outcomes) {
    const line = { account: ended.account.id, accountName: ended.account.name, ...outcome };
    if (outcome.outcome === 'failed') log.error('audit', line);
    else log.info('audit', line);
  }
  return outcomes;
}

/** How it ended, and in which execution. */
interface Ending {
  execution: string;
  outcomes: Outcome[];
}

/** The longest part of each vendor's cause in the execution's error, in characters; the audit line has all of it. */
const CAUSE_AT_MOST = 1500;

/** @throws {EnrollmentIncompleteError} unless the account is registered with every vendor that was planned */
export function requireComplete({ account, adopt }: EndedEnrollment, { execution, outcomes }: Ending): void {
  const failed = outcomes
    .filter((outcome) => outcome.outcome === 'failed')
    .map((outcome) => ({ ...outcome, ...splitAdvice(outcome.cause) }));
  if (failed.length === 0) return;
  const [adoptable, others] = [failed.filter(isAdoptable), failed.filter((failure) => !isAdoptable(failure))];
  throw new EnrollmentIncompleteError({
    tried: `enroll ${describeAccount(account)} with ${outcomes.map(({ vendor }) => vendor).join(' and ')} in ${execution}`,
    answered: failed
      .map(
        ({ vendor, state, error, report }) =>
          `${vendor} failed at ${state} with ${error}: ${report.slice(0, CAUSE_AT_MOST)}`,
      )
      .join(' | '),
    next: [
      rerun(account.id, others, adopt ? { adopt: true } : {}),
      rerun(account.id, adoptable, { adopt: true }),
    ]
      .flat()
      .join('; '),
  });
}

interface FailedVendor {
  vendor: string;
  error: string;
  advice?: string | undefined;
}

/** What an error's message reports, and its advice where it has some: the execution's error has one "Next". */
function splitAdvice(message: string): { report: string; advice?: string } {
  const [, report, advice] = /^(.*\.) Next: (.*)\.$/s.exec(message) ?? [];
  return report === undefined || advice === undefined ? { report: message } : { report, advice };
}

const isAdoptable = ({ error, advice = '' }: FailedVendor) =>
  error === 'RoleNotOursError' && advice.includes(ADOPT);

/** A new execution resumes where this one stopped. */
function rerun(accountId: string, failed: FailedVendor[], adopting: { adopt?: true }): string[] {
  if (failed.length === 0) return [];
  const advice = [...new Set(failed.flatMap((failure) => failure.advice ?? []))];
  const input: EnrollmentInput = { accountId, vendors: failed.map(({ vendor }) => vendor), ...adopting };
  const start = `start the state machine again with ${JSON.stringify(input)}`;
  return [advice.length === 0 ? `when the cause is gone, ${start}` : `${advice.join('; ')}; then ${start}`];
}

/** A failure before the vendors' part is one of each vendor. */
function outcomesOf({ vendors, skipped, runs, failure }: EndedEnrollment): Outcome[] {
  return [
    ...vendors.map((vendor) =>
      failure === undefined
        ? outcomeOf(runs.find((run) => run.vendor === vendor) ?? { vendor })
        : { vendor, ...notStarted(failure) },
    ),
    ...skipped.map((skip) => ({ ...skip, outcome: 'skipped' as const })),
  ];
}

const notStarted = (failure: Failure) => ({
  outcome: 'failed' as const,
  state: 'ConfirmAccess',
  ...explain(failure),
});
