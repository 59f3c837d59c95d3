import * as z from 'zod/mini';

/** The first of the changes made to a role that did not exist. */
export const CREATED = 'created the role';

/** What EnsureRole did, or would do in a dry run: the role, and each change made to it in words. */
export const EnsuredRole = z.object({
  arn: z.string(),
  /** `left`: somebody else manages the role, which gives the vendor more than ours would. */
  change: z.enum(['created', 'repaired', 'unchanged', 'left']),
  changes: z.array(z.string()),
  /** What a role that was left has beside ours, in words. */
  more: z.optional(z.array(z.string())),
});
export type EnsuredRole = z.infer<typeof EnsuredRole>;
