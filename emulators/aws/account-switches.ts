import * as z from 'zod';

/** What of the management account decides whether Rollcall works there, beside Rollcall itself: of the switches of AWS. */
export const accountSwitches = {
  /** The trail of the organization. Unless it logs management events, none that comes by CloudTrail reaches the event bus. */
  trail: z.enum(['logging', 'stopped', 'data events only', 'absent']).default('logging'),
  /** Rules of the stack that somebody disabled, by name: they start nothing. */
  disabledRules: z.array(z.string()).default([]),
  /** The e-mail subscription of the topic of failures. */
  subscription: z.enum(['confirmed', 'pending', 'absent']).default('confirmed'),
  /** The account's quota of Lambda's concurrent executions, as Lambda answers it. */
  concurrentExecutions: z.number().int().nonnegative().default(1000),
  /** How many resource policies CloudWatch Logs has; AWS allows ten a region. */
  logResourcePolicies: z.number().int().nonnegative().default(1),
};
