import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { mostTries } from '../print/next-wait.ts';

/**
 * Which try of a state comes next, and of how many, as "try 3 of 10"; undefined where it is not tried again.
 * @param events of the execution, with the failed one and those before it
 */
export function nextTry(
  events: HistoryEvent[],
  { failed, workflow }: { failed: HistoryEvent; workflow: string },
): string | undefined {
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
    const most = mostTries(workflow, { state, error });
    return most !== undefined && failures < most ? `try ${failures + 1} of ${most}` : undefined;
  }
  return undefined;
}

const errorOf = ({ lambdaFunctionFailedEventDetails: details }: HistoryEvent) => details?.error;
