import * as z from 'zod';
import { audit, requireComplete } from '../lib/conclusion.ts';
import { lambda } from '../lib/lambda.ts';
import { Failure, VendorRun } from '../lib/outcome.ts';
import { Plan } from '../lib/plan.ts';

/**
 * ConcludeEnrollment: one audit line a vendor; red unless every one knows the account.
 *
 * @throws {EnrollmentIncompleteError} naming the vendors, the states and what was said
 */
export const handler = lambda({
  Input: z.object({
    execution: z.string(),
    enrollment: Plan.extend({ runs: z.array(VendorRun).default([]), failure: Failure.optional() }),
  }),
  services: () => undefined,
  async run({ execution, enrollment }, _, log) {
    const outcomes = audit(enrollment, log);
    requireComplete(enrollment, { execution, outcomes });
    return { account: enrollment.account, outcomes };
  },
});
