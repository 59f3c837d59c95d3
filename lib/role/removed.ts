import * as z from 'zod/mini';

/** What RemoveRole did, each change in words. In a dry run: what it would do, and no changes. */
export const RemovedRole = z.object({
  outcome: z.enum(['role-removed', 'role-left-behind', 'role-did-not-exist']),
  /** Absent when the account could not be looked into. */
  arn: z.optional(z.string()),
  changes: z.array(z.string()),
  /** Why the role stays, in words. */
  reason: z.optional(z.string()),
});
export type RemovedRole = z.infer<typeof RemovedRole>;
