import * as v from 'valibot';
import { EnsuredRole } from '../../lib/role/ensured.ts';

/** What became, or would become, of the account at one vendor. */
export const EnrollmentOutcome = v.object({
  vendor: v.string(),
  outcome: v.pipe(
    v.picklist(['enrolled', 'known-elsewhere', 'skipped', 'failed', 'would-enroll', 'would-fail']),
    v.description('would-… are of a dry run'),
  ),
  role: v.optional(EnsuredRole),
  decisions: v.pipe(v.optional(v.array(v.string())), v.description('what a dry run would do at the vendor')),
  reason: v.pipe(v.optional(v.string()), v.description('why it was skipped')),
  state: v.pipe(v.optional(v.string()), v.description('the state that failed, or would')),
  error: v.optional(v.string()),
  cause: v.optional(v.string()),
});
export type EnrollmentOutcome = v.InferOutput<typeof EnrollmentOutcome>;

/** What an execution of enroll-account gives that succeeded. */
export const EnrollmentOutput = v.object({ outcomes: v.array(EnrollmentOutcome) });

/** How the enrollment of an account ended. */
export const Enrolled = v.object({
  account: v.string(),
  executionArn: v.pipe(v.optional(v.string()), v.description('absent when it was not started')),
  status: v.pipe(
    v.string(),
    v.description('as Step Functions says it; NOT_STARTED, or UNKNOWN where the command lost sight'),
  ),
  outcomes: v.array(EnrollmentOutcome),
  error: v.optional(v.string()),
  cause: v.pipe(v.optional(v.string()), v.description('what was tried, what was answered, what to do next')),
});
export type Enrolled = v.InferOutput<typeof Enrolled>;
