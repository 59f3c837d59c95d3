import * as v from 'valibot';

/** What RemoveRole did, each change in words. In a dry run: what it would do, and no changes. */
export const RemovedRole = v.object({
  outcome: v.picklist(['role-removed', 'role-left-behind', 'role-did-not-exist']),
  /** Absent when the account could not be looked into. */
  arn: v.optional(v.string()),
  changes: v.array(v.string()),
  /** Why the role stays, in words. */
  reason: v.optional(v.string()),
});
export type RemovedRole = v.InferOutput<typeof RemovedRole>;
