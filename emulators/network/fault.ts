import * as z from 'zod';
import { Caller } from '../engine/invocation.ts';

/**
 * One way for a request to go wrong.
 *
 * - `to`, `call`, `from`: the requests it applies to: those to `aws` or to a vendor by its name, those whose name (`sts:AssumeRole`,
 *   `POST /aws/account`) the regular expression `call` matches, those by the function, for the vendor and in the
 *   execution that `from` says. Whatever is left out makes no difference.
 * - `skip`, `times`: let the first `skip` matching calls pass, then play `times` times (for ever when left out).
 * - `effect`: `none` plays it instead of the call, `taken` lets the call do its work and replaces only the answer;
 *   `late` lets it do its work `lateSeconds` later, when the caller has hung up and may have tried again.
 * - `answer`: what the caller gets:
 *   - a response of that status, headers and body;
 *   - the true answer rewritten, its work always done: with another status, or its JSON torn, with everything of another
 *     type, with fields that nobody knows, with null for every list, or with texts that are too long for anything;
 *   - a delay in emulated seconds before or in the middle of the true answer. A delay before the answer also holds back
 *     the call's work, which a caller who has hung up meanwhile no longer gets done, unless `effect` is `taken`.
 *     In the middle of a body there is an answer already, so the work is always done;
 *   - a connection that is cut;
 *   - nothing ever again: the process that called ends, where it is a function that runs in this one.
 */
export const Fault = z.strictObject({
  to: z.string().optional(),
  call: z.string().optional(),
  from: Caller.partial().optional(),
  skip: z.number().int().nonnegative().default(0),
  times: z.number().int().positive().optional(),
  effect: z.enum(['none', 'taken', 'late']).default('none'),
  lateSeconds: z.number().positive().default(30),
  answer: z.union([
    z.strictObject({
      status: z.number().int().min(200).max(599),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.string().default(''),
    }),
    z.strictObject({
      rewritten: z.strictObject({
        status: z.number().int().min(200).max(599).optional(),
        body: z.enum(['torn', 'wrong types', 'unknown fields', 'null lists', 'long texts']).optional(),
      }),
    }),
    z.strictObject({ delaySeconds: z.number().nonnegative(), part: z.enum(['headers', 'body']) }),
    z.strictObject({ cut: z.enum(['connection', 'body']) }),
    z.strictObject({ process: z.literal('ends') }),
  ]),
});
export type Fault = z.infer<typeof Fault>;
