import * as z from 'zod';
import { readWorkflow } from '../../emulators/engine/workflow.ts';

/** A retrier, with what Step Functions takes for what is left out. Source: Amazon States Language, "Retrier". */
const Retrier = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number().default(1),
  BackoffRate: z.number().default(2),
  MaxAttempts: z.number().default(3),
  MaxDelaySeconds: z.number().default(Number.POSITIVE_INFINITY),
  JitterStrategy: z.string().optional(),
});
const Retrying = z.object({ Retry: z.array(Retrier) });

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

function waitOf(retrier: z.infer<typeof Retrier>, attempt: number): Wait {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds);
  return { seconds, isAtMost: JitterStrategy === 'FULL' };
}

/** At any depth. */
const retriersByState = (value: unknown): Map<string, z.infer<typeof Retrier>[]> =>
  new Map(
    Object.entries(z.record(z.string(), z.unknown()).safeParse(value).data ?? {}).flatMap(([name, inner]) => {
      const { data } = Retrying.safeParse(inner);
      return [...(data === undefined ? [] : [[name, data.Retry] as const]), ...retriersByState(inner)];
    }),
  );
