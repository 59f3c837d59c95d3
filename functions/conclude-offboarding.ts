import * as z from 'zod';
import { lambda } from '../lib/lambda.ts';
import { auditOffboarding, requireOffboarded } from '../lib/offboarding/conclusion.ts';
import { OffboardingRun } from '../lib/offboarding/outcome.ts';
import { OffboardingPlan } from '../lib/offboarding/plan.ts';

/**
 * ConcludeOffboarding: one audit line a vendor, or in a dry run one line of what it foresees; fails unless every vendor that was planned was asked to the end.
 *
 * @throws {OffboardingIncompleteError} naming the vendors, the states and the errors
 */
export const handler = lambda({
  Input: z.object({
    execution: z.string(),
    offboarding: OffboardingPlan.extend({ runs: z.array(OffboardingRun).default([]) }),
  }),
  services: () => undefined,
  async run({ execution, offboarding }, _, log) {
    const outcomes = auditOffboarding(offboarding, log);
    requireOffboarded(offboarding, { execution, outcomes });
    return { account: offboarding.account, outcomes };
  },
});
