import type { Logger } from '@aws-lambda-powertools/logger';
import { EnrollmentIncompleteError } from '../errors.ts';
import { describeAccount } from '../organization/account.ts';
import { ADOPT } from '../role/ownership.ts';
import type { EnrollmentInput } from './event.ts';
import { describeFailure } from './failed-vendors.ts';
import { explain, type Failed, type Failure, type Outcome, outcomeOf, type VendorRun } from './outcome.ts';
import type { Plan } from './plan.ts';

/** An enrollment at its end: the plan, how each vendor's part went, and what ended it before they could start. */
export interface EndedEnrollment extends Plan {
  runs: VendorRun[];
  failure?: Failure | undefined;
}

/** Writes one audit line a vendor and gives the outcomes: enrolled, known elsewhere, failed or skipped. */
export function audit(ended: EndedEnrollment, log: Logger): Outcome[] {
  const outcomes = outcomesOf<Outcome>(ended, { of: outcomeOf, failed: (outcome) => outcome });
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
export function requireComplete(plan: EndedEnrollment, { execution, outcomes }: Ending): void {
  const failed = outcomes
    .filter((outcome) => outcome.outcome === 'failed')
    .map((outcome) => ({ ...outcome, ...splitAdvice(outcome.cause) }));
  if (failed.length === 0) return;
  const vendors = outcomes.map(({ vendor }) => vendor).join(' and ');
  const failures = failed.map(({ vendor, state, error, report }) =>
    describeFailure(vendor, { state, error, cause: report.slice(0, CAUSE_AT_MOST) }),
  );
  const groups = [failed.filter((failure) => !isAdoptable(failure)), failed.filter(isAdoptable)];
  throw new EnrollmentIncompleteError({
    tried: `enroll ${describeAccount(plan.account)} with ${vendors} in ${execution}`,
    answered: failures.join(' | '),
    next: groups.flatMap((group) => rerun(plan, group)).join('; '),
  });
}

type FailedVendor = { vendor: string; error: string; advice?: string };

/** What an error's message reports, and its advice where it has some: the execution's error has one "Next". */
function splitAdvice(message: string): { report: string; advice?: string } {
  const [, report = message, advice] = /^(.*\.) Next: (.*)\.$/s.exec(message) ?? [];
  return { report, ...(advice && { advice }) };
}

const isAdoptable = ({ error, advice = '' }: FailedVendor) =>
  error === 'RoleNotOursError' && advice.includes(ADOPT);

/** A new execution resumes where this one stopped; it adopts only roles of which the operator just read. */
function rerun({ account, adopt }: Plan, failed: FailedVendor[]): string[] {
  if (failed.length === 0) return [];
  const advice = [...new Set(failed.flatMap((failure) => failure.advice ?? []))];
  const vendors = failed.map(({ vendor }) => vendor);
  const adopting = (adopt || failed.every(isAdoptable)) && { adopt: true };
  const input: EnrollmentInput = { accountId: account.id, vendors, ...adopting };
  const start = `start the state machine again with ${JSON.stringify(input)}`;
  return [advice.length === 0 ? `when the cause is gone, ${start}` : `${advice.join('; ')}; then ${start}`];
}

/** What becomes of a vendor's run, and of a failure. */
interface Judging<T> {
  of: (run: VendorRun) => T;
  failed: (outcome: Failed) => T;
}

/** The outcome of every vendor's part. A failure before the vendors' part is one of each vendor. */
export const outcomesOf = <T>(
  { vendors, skipped, runs, failure }: EndedEnrollment,
  { of, failed }: Judging<T>,
) => [
  ...vendors.map((vendor) =>
    failure === undefined
      ? of(runs.find((run) => run.vendor === vendor) ?? { vendor })
      : failed({ vendor, outcome: 'failed', state: 'ConfirmAccess', ...explain(failure) }),
  ),
  ...skipped.map((skip) => ({ ...skip, outcome: 'skipped' as const })),
];
