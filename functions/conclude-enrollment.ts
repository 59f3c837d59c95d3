import { Metrics } from '@aws-lambda-powertools/metrics';
import * as v from 'valibot';
import { audit, requireComplete } from '../lib/enrollment/conclusion.ts';
import { measure } from '../lib/enrollment/metrics.ts';
import { Failure, VendorRun } from '../lib/enrollment/outcome.ts';
import { Plan } from '../lib/enrollment/plan.ts';
import { foresee } from '../lib/enrollment/prospect.ts';
import { lambda } from '../lib/lambda.ts';

/**
 * ConcludeEnrollment: one audit line and one metric a vendor; fails unless the account is registered with every one. A
 * dry run has what it foresees in its output and its log, and no metric; it succeeds whatever it foresees.
 *
 * @throws {EnrollmentIncompleteError} naming the vendors, the states and the errors
 */
export const handler = lambda({
  Input: v.object({
    execution: v.string(),
    enrollment: v.object({
      ...Plan.entries,
      runs: v.optional(v.array(VendorRun), []),
      failure: v.optional(Failure),
    }),
  }),
  services: () => ({ metrics: new Metrics() }),
  async run({ execution, enrollment }, { metrics }, log) {
    const { account, dryRun } = enrollment;
    if (dryRun) return { account, dryRun, outcomes: foresee(enrollment, log) };
    const outcomes = audit(enrollment, log);
    measure(metrics, { execution, account, outcomes });
    requireComplete(enrollment, { execution, outcomes });
    return { account, outcomes };
  },
});
