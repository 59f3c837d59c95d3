import * as z from 'zod';

/** What EnsureRole did: the role, and each change made to it in words. */
export const EnsuredRole = z.object({
  arn: z.string(),
  /** `left`: somebody else manages the role, which gives the vendor more than ours would. */
  change: z.enum(['created', 'repaired', 'unchanged', 'left']),
  changes: z.array(z.string()),
  /** What a role that was left has beside ours, in words. */
  more: z.array(z.string()).optional(),
});
export type EnsuredRole = z.infer<typeof EnsuredRole>;
