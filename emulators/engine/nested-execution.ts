import type { StateMachine } from 'aws-local-stepfunctions';
import * as v from 'valibot';
import type { ExecutionRecord } from '../aws/state.ts';

/** Whether a Task starts another workflow and waits for its end. @param resource the Task's */
export const isNested = (resource: string) => resource.endsWith(':states:::states:startExecution.sync:2');

type Json = Parameters<StateMachine['run']>[0];

/** What such a Task passes on. */
export const Nested = v.object({
  StateMachineArn: v.string(),
  Name: v.optional(v.pipe(v.string(), v.maxLength(80))),
  Input: v.custom<Json>((value) => value !== undefined),
});

/** An error of a Task that is not a function. */
class TaskError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * The result of a Task that started another workflow: the execution's description, with its output as JSON.
 * Source: Step Functions Developer Guide, "Start a new AWS Step Functions state machine".
 *
 * @throws States.TaskFailed with the description as its cause
 */
export function nestedResult(execution: ExecutionRecord): object {
  const { input, output, status, error, cause, ...arns } = execution;
  const description = {
    ExecutionArn: arns.executionArn,
    StateMachineArn: arns.stateMachineArn,
    Name: arns.name,
    StartDate: arns.startDate.getTime(),
    StopDate: arns.stopDate?.getTime(),
    Status: status,
    Input: input,
    InputDetails: { Included: true },
  };
  if (status === 'SUCCEEDED')
    return { ...description, Output: JSON.parse(output ?? 'null'), OutputDetails: { Included: true } };
  throw new TaskError('States.TaskFailed', JSON.stringify({ ...description, Error: error, Cause: cause }));
}

/** A name is taken as soon as it was used once. Source: Step Functions API reference, StartExecution. */
export const nameTaken = (arn: string) =>
  new TaskError(
    'StepFunctions.ExecutionAlreadyExistsException',
    `Execution Already Exists: '${arn}' (Service: AWSStepFunctions; Status Code: 400)`,
  );
