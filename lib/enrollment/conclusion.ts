import type { Logger } from '@aws-lambda-powertools/logger';
import { EnrollmentIncompleteError } from '../errors.ts';
import { describeAccount } from '../organization/account.ts';
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

/** What of each vendor's cause the execution's error tells, in characters; the audit line has all of it. */
const CAUSE_AT_MOST = 1500;

/** @throws {EnrollmentIncompleteError} unless every vendor that was planned knows the account */
export function requireComplete({ account, adopt }: EndedEnrollment, { execution, outcomes }: Ending): void {
  const failed = outcomes.filter((outcome) => outcome.outcome === 'failed');
  if (failed.length === 0) return;
  throw new EnrollmentIncompleteError({
    tried: `enroll ${describeAccount(account)} with ${outcomes.map(({ vendor }) => vendor).join(' and ')} in ${execution}`,
    said: failed
      .map(
        ({ vendor, state, error, cause }) =>
          `${vendor} failed at ${state} with ${error}: ${cause.slice(0, CAUSE_AT_MOST)}`,
      )
      .join(' | '),
    next: rerun({
      accountId: account.id,
      vendors: failed.map(({ vendor }) => vendor),
      ...(adopt && { adopt }),
    }),
  });
}

/** A new execution resumes where this one stopped. */
const rerun = (input: EnrollmentInput) =>
  `mend the cause and start the state machine again with ${JSON.stringify(input)}`;

/** Whatever ended the enrollment before its vendors' turn ended it for each of them. */
function outcomesOf({ vendors, skipped, runs, failure }: EndedEnrollment): Outcome[] {
  return [
    ...vendors.map((vendor) =>
      failure === undefined
        ? outcomeOf(runs.find((run) => run.vendor === vendor) ?? { vendor })
        : { vendor, ...barred(failure) },
    ),
    ...skipped.map((skip) => ({ ...skip, outcome: 'skipped' as const })),
  ];
}

const barred = (failure: Failure) => ({
  outcome: 'failed' as const,
  state: 'ConfirmAccess',
  ...explain(failure),
});
