import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { retryOf } from '../print/next-wait.ts';

/** The try that follows a failure. */
interface Try {
  number: number;
  /** "try 3 of 10 in at most 20 s". */
  words: string;
}

/**
 * Which try of a state comes next, of how many, and when; undefined where it is not tried again.
 * @param events of the execution, with the failed one and those before it
 */
export function nextTry(
  events: HistoryEvent[],
  { failed, workflow }: { failed: HistoryEvent; workflow: string },
): Try | undefined {
  const byId = new Map(events.map((event) => [event.id, event]));
  const error = errorOf(failed) ?? '';
  let failures = 0;
  for (
    let event: HistoryEvent | undefined = failed;
    event !== undefined;
    event = byId.get(event.previousEventId)
  ) {
    if (errorOf(event) === error) failures += 1;
    const state = event.stateEnteredEventDetails?.name;
    if (state === undefined) continue;
    const retry = retryOf(workflow, { state, error, failures });
    if (retry === undefined) return undefined;
    const number = failures + 1;
    const { seconds, isAtMost } = retry.wait;
    const passed = (Date.now() - (failed.timestamp?.getTime() ?? 0)) / 1000;
    // The clocks may differ.
    const left = Math.round(Math.min(seconds, Math.max(0, seconds - passed)));
    return { number, words: `try ${number} of ${retry.tries} in ${isAtMost ? 'at most ' : ''}${left} s` };
  }
  return undefined;
}

const errorOf = ({ lambdaFunctionFailedEventDetails: details }: HistoryEvent) => details?.error;
