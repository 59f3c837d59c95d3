import { Metrics } from '@aws-lambda-powertools/metrics';
import * as v from 'valibot';
import { Failure } from '../lib/enrollment/outcome.ts';
import { lambda } from '../lib/lambda.ts';
import { auditOffboarding, requireOffboarded } from '../lib/offboarding/conclusion.ts';
import { measureOffboarding } from '../lib/offboarding/metrics.ts';
import { OffboardingRun } from '../lib/offboarding/outcome.ts';
import { OffboardingPlan } from '../lib/offboarding/plan.ts';

/**
 * ConcludeOffboarding: one audit line and the metrics of each vendor; fails unless every vendor that was planned was
 * asked to the end. A dry run has one line of what it foresees, and no metric.
 *
 * @throws {OffboardingIncompleteError} naming the vendors, the states and the errors
 */
export const handler = lambda({
  Input: v.object({
    execution: v.string(),
    offboarding: v.object({
      ...OffboardingPlan.entries,
      runs: v.optional(v.array(OffboardingRun), []),
      failure: v.optional(Failure),
    }),
  }),
  services: () => ({ metrics: new Metrics() }),
  async run({ execution, offboarding }, { metrics }, log) {
    const outcomes = auditOffboarding(offboarding, log);
    if (!offboarding.dryRun) measureOffboarding(metrics, { execution, outcomes });
    requireOffboarded(offboarding, { execution, outcomes });
    return { account: offboarding.account, state: offboarding.state, outcomes };
  },
});
