import * as z from 'zod';

/** What a check found. */
export const Finding = z.object({
  check: z.string(),
  /** `unknown`: it could not be read, which is not wrong. */
  state: z.enum(['ok', 'failed', 'unknown']),
  /** What was found, in words. */
  found: z.string(),
  /** The commands that fix what failed, one a line; absent where no command does. */
  fix: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

/** What `rollcall doctor --json` prints; a reader must accept fields that it does not know. */
export const Examination = z.object({ checks: z.array(Finding) });
