import type { Logger } from '@aws-lambda-powertools/logger';
import { describeFailure } from '../enrollment/failed-vendors.ts';
import { explain, type Failure } from '../enrollment/outcome.ts';
import { OffboardingIncompleteError } from '../errors.ts';
import type { OffboardingInput } from './event.ts';
import { type OffboardingOutcome, type OffboardingRun, offboardingOutcome } from './outcome.ts';
import { KEPT, type OffboardingPlan } from './plan.ts';

/** An offboarding at its end: the plan, how each vendor's part went, and what all parts together failed with. */
export interface EndedOffboarding extends OffboardingPlan {
  runs: OffboardingRun[];
  failure?: Failure | undefined;
}

/**
 * Writes one audit line a vendor and gives the outcomes. The lines of a dry run say what would be done, and have another
 * message, so that no query takes it for done.
 */
export function auditOffboarding(ended: EndedOffboarding, log: Logger): OffboardingOutcome[] {
  const { account, state, dryRun } = ended;
  const message = dryRun ? 'dry run' : 'audit';
  const outcomes: OffboardingOutcome[] = [
    ...ended.vendors.map((vendor) =>
      ended.failure === undefined
        ? offboardingOutcome(ended.runs.find((run) => run.vendor === vendor) ?? { vendor }, ended)
        : failedWith(ended.failure, vendor),
    ),
    ...ended.skipped.map((skip) => ({ ...skip, outcome: 'skipped' as const })),
  ];
  for (const outcome of outcomes) {
    const line = { account: account.id, accountName: account.name, accountState: state, dryRun, ...outcome };
    if (outcome.outcome === 'failed') log.error(message, line);
    else log.info(message, line);
  }
  return outcomes;
}

/** What each did is in its own log lines. */
const failedWith = (failure: Failure, vendor: string): OffboardingOutcome => ({
  ...{ vendor, outcome: 'failed', state: 'OffboardFromEachVendor', registrations: [] },
  ...explain(failure),
});

/** The longest part of each vendor's cause in the execution's error, in characters; the audit line has all of it. */
const CAUSE_AT_MOST = 1500;

/** @throws {OffboardingIncompleteError} unless the account was offboarded from every vendor that was planned */
export function requireOffboarded(
  { account, dryRun, onlyDeparted, role }: EndedOffboarding,
  { execution, outcomes }: { execution: string; outcomes: OffboardingOutcome[] },
): void {
  const failed = outcomes.filter((outcome) => outcome.outcome === 'failed');
  if (failed.length === 0) return;
  const input: OffboardingInput = {
    accountId: account.id,
    vendors: failed.map(({ vendor }) => vendor),
    ...(role.stays === KEPT && { keepRole: true }),
    ...(dryRun && { dryRun }),
    ...(onlyDeparted && { onlyDeparted }),
  };
  throw new OffboardingIncompleteError({
    tried: `offboard account ${account.id} in ${execution}`,
    answered: failed
      .map(({ vendor, cause, ...at }) =>
        describeFailure(vendor, { ...at, cause: cause.slice(0, CAUSE_AT_MOST) }),
      )
      .join(' | '),
    next: `when the cause is gone, start the state machine again with ${JSON.stringify(input)}`,
  });
}
