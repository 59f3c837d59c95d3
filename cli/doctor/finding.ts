import * as v from 'valibot';

/** What a check found. */
export const Finding = v.object({
  check: v.string(),
  /** `unknown`: it could not be read, which is not wrong. */
  state: v.picklist(['ok', 'failed', 'unknown']),
  /** What was found, in words. */
  found: v.string(),
  /** The commands that fix what failed, one a line; absent where no command does. */
  fix: v.optional(v.string()),
});
export type Finding = v.InferOutput<typeof Finding>;

/** What `rollcall doctor --json` prints; a reader must accept fields that it does not know. */
export const Examination = v.object({ checks: v.array(Finding) });
