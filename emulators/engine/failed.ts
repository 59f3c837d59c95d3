import { ExecutionAbortedError, ExecutionTimeoutError } from 'aws-local-stepfunctions';
import type { WorkflowEvent } from './workflow-event.ts';

/** How an execution ended that did not succeed, by the error that the interpreter ends with and the events until then. */
export const failed = (events: WorkflowEvent[]) => (error: unknown) => {
  if (error instanceof ExecutionAbortedError) return { status: 'ABORTED' as const };
  if (error instanceof ExecutionTimeoutError)
    return { status: 'TIMED_OUT' as const, error: 'States.Timeout' };
  const last = events.findLast((event) => event.type === 'ExecutionFailed');
  return {
    status: 'FAILED' as const,
    error: last?.Error ?? 'States.Runtime',
    cause: String(last?.Cause ?? error),
  };
};

/** Refuses what an execution begins after its end. */
export function stopped(): never {
  throw new Error('the execution was stopped');
}

/** Throws, as an execution has a record as long as it runs. */
export function missing(arn: string): never {
  throw new Error(`${arn} was not written down`);
}
