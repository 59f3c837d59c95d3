import { WAIT_AT_MOST } from '../../lib/enrollment/in-turn.ts';
import { inside, type Machine, type Retrier, type State } from './workflows.ts';

/**
 * How many seconds a retrier waits in all when no attempt helps; with jitter, at the most.
 * Source: Step Functions Developer Guide, "Handling errors in Step Functions workflows".
 */
export const waitOf = ({
  IntervalSeconds,
  BackoffRate,
  MaxAttempts,
  MaxDelaySeconds = Number.POSITIVE_INFINITY,
}: Retrier) =>
  sum(
    Array.from({ length: MaxAttempts }, (_, attempt) =>
      Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds),
    ),
  );

/** The longest way through a machine, in seconds, when every attempt takes all its time and every retrier is used up. */
export const longestRun = (machine: Machine): number => longestFrom(machine, [machine.StartAt]);

/** @param way the states so far; a wait for a turn leads back to a state once */
function longestFrom(machine: Machine, way: string[]): number {
  const state = machine.States[way.at(-1) ?? ''];
  if (state === undefined) throw new Error(`no state ${way.at(-1)}`);
  const onward = nextOf(state).filter((next) => way.filter((passed) => passed === next).length < 2);
  return longestStay(state) + Math.max(0, ...onward.map((next) => longestFrom(machine, [...way, next])));
}

/** Each retrier of a state counts its attempts for itself, so a state can use up all of them. What Lambda refuses takes no time. */
function longestStay(state: State): number {
  if (state.MaxConcurrency !== undefined)
    throw new Error('a Map that works in turns is not reckoned with yet');
  const attempts = 1 + sum(state.Retry.filter(takesTime).map(({ MaxAttempts }) => MaxAttempts));
  if (state.SecondsPath !== undefined) return WAIT_AT_MOST;
  const attempt = Math.max(state.TimeoutSeconds ?? 0, ...inside(state).map(longestRun));
  return attempts * attempt + sum(state.Retry.map(waitOf));
}

const takesTime = ({ ErrorEquals }: Retrier) => !ErrorEquals.includes('Lambda.TooManyRequestsException');

const nextOf = ({ Next, Default, Choices, Catch }: State) => [
  ...[Next, Default].filter((name) => name !== undefined),
  ...[...Choices, ...Catch].map((transition) => transition.Next),
];

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
