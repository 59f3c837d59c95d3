import * as v from 'valibot';
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
export const Fault = v.strictObject({
  to: v.optional(v.string()),
  call: v.optional(v.string()),
  from: v.optional(v.partial(Caller)),
  skip: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
  times: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  effect: v.optional(v.picklist(['none', 'taken', 'late']), 'none'),
  lateSeconds: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0)), 30),
  answer: v.union(
    [
      v.strictObject({
        status: v.pipe(v.number(), v.safeInteger(), v.minValue(200), v.maxValue(599)),
        headers: v.optional(v.record(v.string(), v.string()), {}),
        body: v.optional(v.string(), ''),
      }),
      v.strictObject({
        rewritten: v.strictObject({
          status: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(200), v.maxValue(599))),
          body: v.optional(v.picklist(['torn', 'wrong types', 'unknown fields', 'null lists', 'long texts'])),
        }),
      }),
      v.strictObject({
        delaySeconds: v.pipe(v.number(), v.finite(), v.minValue(0)),
        part: v.picklist(['headers', 'body']),
      }),
      v.strictObject({ cut: v.picklist(['connection', 'body']) }),
      v.strictObject({ process: v.literal('ends') }),
    ],
    'expected one of the answers: status, rewritten, delaySeconds and part, cut, process',
  ),
});
export type Fault = v.InferOutput<typeof Fault>;
