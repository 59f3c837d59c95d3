import * as v from 'valibot';
import { readWorkflow } from '../../emulators/engine/workflow.ts';

/** A retrier, with what Step Functions takes for what is left out. Source: Amazon States Language, "Retrier". */
const Retrier = v.object({
  ErrorEquals: v.array(v.string()),
  IntervalSeconds: v.optional(v.number(), 1),
  BackoffRate: v.optional(v.number(), 2),
  MaxAttempts: v.optional(v.number(), 3),
  MaxDelaySeconds: v.optional(v.number(), Number.POSITIVE_INFINITY),
  JitterStrategy: v.optional(v.string()),
});
const Retrying = v.object({ Retry: v.array(Retrier) });
const Fields = v.record(v.string(), v.unknown());

/** The failure of a state, in one of the items of a Map. */
export interface Failed {
  step: string;
  state: string;
  error: string;
}

/** A wait that begins. With jitter it may be shorter. */
export interface Wait {
  seconds: number;
  isAtMost: boolean;
}

/** In words. Waits are spread so that what failed together is not tried again together. */
export const lengthOf = ({ seconds, isAtMost }: Wait): string =>
  `${isAtMost ? 'at random up to ' : ''}${Math.round(seconds)} s`;

/**
 * Reckons from a workflow file how long a state waits before it is tried again. Every failure of an execution has to be
 * given, in order; it gives undefined when the state is not tried again.
 */
export function nextWaits(workflow: string): (failed: Failed) => Wait | undefined {
  const retrierOf = retriersOf(workflow);
  const attempts = new Map<string, number>();
  return ({ step, ...failed }) => {
    const retrier = retrierOf(failed);
    if (retrier === undefined) return undefined;
    const key = `${step} ${retrier.ErrorEquals.join()}`;
    const attempt = attempts.get(key) ?? 0;
    attempts.set(key, attempt + 1);
    if (attempt >= retrier.MaxAttempts) return undefined;
    return waitOf(retrier, attempt);
  };
}

/** How often a state is tried in all that failed so often with an error, and the wait; undefined where it is not tried again. */
export function retryOf(
  workflow: string,
  { failures, ...failed }: Omit<Failed, 'step'> & { failures: number },
): { tries: number; wait: Wait } | undefined {
  const retrier = retriersOf(workflow)(failed);
  if (retrier === undefined || failures > retrier.MaxAttempts) return undefined;
  return { tries: retrier.MaxAttempts + 1, wait: waitOf(retrier, failures - 1) };
}

function retriersOf(workflow: string) {
  const retriers = retriersByState(readWorkflow(workflow));
  return ({ state, error }: Omit<Failed, 'step'>) =>
    retriers.get(state)?.find(({ ErrorEquals }) => ErrorEquals.includes(error));
}

function waitOf(retrier: v.InferOutput<typeof Retrier>, attempt: number): Wait {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds);
  return { seconds, isAtMost: JitterStrategy === 'FULL' };
}

/** At any depth. */
const retriersByState = (value: unknown): Map<string, v.InferOutput<typeof Retrier>[]> =>
  new Map(
    Object.entries(v.is(Fields, value) ? value : {}).flatMap(([name, inner]) => {
      const { success, output } = v.safeParse(Retrying, inner);
      return [...(success ? [[name, output.Retry] as const] : []), ...retriersByState(inner)];
    }),
  );
