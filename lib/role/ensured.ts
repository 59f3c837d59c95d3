import * as z from 'zod';

/** What EnsureRole did: the role, and each change made to it in words. */
export const EnsuredRole = z.object({
  arn: z.string(),
  change: z.enum(['created', 'repaired', 'unchanged']),
  changes: z.array(z.string()),
});
export type EnsuredRole = z.infer<typeof EnsuredRole>;
