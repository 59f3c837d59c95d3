import { PROPAGATION, WAIT_AT_MOST, WAIT_IN_ALL } from '../../lib/enrollment/in-turn.ts';
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

/** @param way the states so far; the waits for turns, all together one, lead back to a state */
function longestFrom(machine: Machine, way: string[]): number {
  const state = machine.States[way.at(-1) ?? ''];
  if (state === undefined) throw new Error(`no state ${way.at(-1)}`);
  const isNew = (next: string) => {
    const { Seconds, SecondsPath } = machine.States[next] ?? {};
    const isWait = (Seconds ?? SecondsPath) !== undefined;
    return way.filter((passed) => passed === next).length < (isWait ? 1 : 2);
  };
  const onward = nextOf(state).filter(isNew);
  const stay = longestStay(state);
  // A wait of fixed length comes only while a roll call's list counts, and that ends before the other waits can.
  const counted = (next: string) => (machine.States[next]?.Seconds === undefined ? stay : 0);
  return Math.max(stay, ...onward.map((next) => counted(next) + longestFrom(machine, [...way, next])));
}

/** Each retrier of a state counts its attempts for itself, so a state can use up all of them. What Lambda refuses takes no time. */
function longestStay(state: State): number {
  if (state.MaxConcurrency !== undefined)
    throw new Error('a Map that works in turns is not reckoned with yet');
  const attempts = 1 + sum(state.Retry.filter(takesTime).map(({ MaxAttempts }) => MaxAttempts));
  if (state.SecondsPath !== undefined) return WAITS[state.SecondsPath] ?? Number.POSITIVE_INFINITY;
  const attempt = Math.max(state.TimeoutSeconds ?? 0, ...inside(state).map(longestRun));
  return attempts * attempt + sum(state.Retry.map(waitOf));
}

/** How long the waits last at most, those for further turns together. */
const WAITS: Record<string, number> = {
  '$.prepared.waitSeconds': WAIT_IN_ALL + WAIT_AT_MOST,
  '$.prepared.addAfterSeconds': WAIT_AT_MOST + PROPAGATION,
};

const takesTime = ({ ErrorEquals }: Retrier) => !ErrorEquals.includes('Lambda.TooManyRequestsException');

const nextOf = ({ Next, Default, Choices, Catch }: State) => [
  ...[Next, Default].filter((name) => name !== undefined),
  ...[...Choices, ...Catch].map((transition) => transition.Next),
];

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
