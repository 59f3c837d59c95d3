import * as v from 'valibot';

/** The first of the changes made to a role that did not exist. */
export const CREATED = 'created the role';

/** What EnsureRole did, or would do in a dry run: the role, and each change made to it in words. */
export const EnsuredRole = v.object({
  arn: v.string(),
  /** `left`: somebody else manages the role, which gives the vendor more than ours would. */
  change: v.picklist(['created', 'repaired', 'unchanged', 'left']),
  changes: v.array(v.string()),
  /** What a role that was left has beside ours, in words. */
  more: v.optional(v.array(v.string())),
});
export type EnsuredRole = v.InferOutput<typeof EnsuredRole>;
