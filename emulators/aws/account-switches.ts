import * as v from 'valibot';

/** What of the management account decides whether Rollcall works there, beside Rollcall itself: of the switches of AWS. */
export const accountSwitches = {
  /** The trail of the organization. Unless it logs management events, none that comes by CloudTrail reaches the event bus. */
  trail: v.optional(v.picklist(['logging', 'stopped', 'data events only', 'absent']), 'logging'),
  /** Rules of the stack that somebody disabled, by name: they start nothing. */
  disabledRules: v.optional(v.array(v.string()), []),
  /** The e-mail subscription of the topic of failures. */
  subscription: v.optional(v.picklist(['confirmed', 'pending', 'absent']), 'confirmed'),
  /** The account's quota of Lambda's concurrent executions, as Lambda answers it. */
  concurrentExecutions: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 1000),
  /** How many resource policies CloudWatch Logs has; AWS allows ten a region. */
  logResourcePolicies: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 1),
};
