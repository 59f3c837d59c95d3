import * as z from 'zod';
import { EnsuredRole } from '../../lib/role/ensured.ts';

/** What became, or would become, of the account at one vendor. */
export const EnrollmentOutcome = z.object({
  vendor: z.string(),
  outcome: z
    .enum(['enrolled', 'known-elsewhere', 'skipped', 'failed', 'would-enroll', 'would-fail'])
    .meta({ description: 'would-… are of a dry run' }),
  role: z.optional(EnsuredRole),
  decisions: z.array(z.string()).optional().meta({ description: 'what a dry run would do at the vendor' }),
  reason: z.string().optional().meta({ description: 'why it was skipped' }),
  state: z.string().optional().meta({ description: 'the state that failed, or would' }),
  error: z.string().optional(),
  cause: z.string().optional(),
});
export type EnrollmentOutcome = z.infer<typeof EnrollmentOutcome>;

/** What an execution of enroll-account gives that succeeded. */
export const EnrollmentOutput = z.object({ outcomes: z.array(EnrollmentOutcome) });

/** How the enrollment of an account ended. */
export const Enrolled = z.object({
  account: z.string(),
  executionArn: z.string().optional().meta({ description: 'absent when it was not started' }),
  status: z
    .string()
    .meta({ description: 'as Step Functions says it; NOT_STARTED, or UNKNOWN where the command lost sight' }),
  outcomes: z.array(EnrollmentOutcome),
  error: z.string().optional(),
  cause: z.string().optional().meta({ description: 'what was tried, what was answered, what to do next' }),
});
export type Enrolled = z.infer<typeof Enrolled>;
