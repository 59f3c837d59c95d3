import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { isNested } from './nested-execution.ts';
import type { WorkflowEvent } from './workflow-event.ts';

/**
 * Turns the interpreter's events into those that GetExecutionHistory gives, with the ids of their predecessors: by them
 * the events of one item of a Map form a line.
 *
 * @param tasks the resource of each Task
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function historyOf(tasks: { name: string; resource: string }[]) {
  const resources = new Map(tasks.map(({ name, resource }) => [name, resource]));
  const last = new Map<string, number>();
  let count = 0;
  return (event: WorkflowEvent): HistoryEvent[] => {
    const line = lineOf(event);
    return detailsOf(event, resources).map((details) => {
      count += 1;
      const previousEventId = last.get(line) ?? last.get('') ?? 0;
      last.set(line, count);
      return { id: count, previousEventId, timestamp: new Date(event.timestamp), ...details };
    });
  };
}

/** Events follow each other within an item of a Map. */
const lineOf = (event: WorkflowEvent) =>
  'index' in event && event.index !== undefined ? String(event.index) : '';

type Details = Omit<HistoryEvent, 'id' | 'timestamp'>;

function detailsOf(event: WorkflowEvent, resources: Map<string, string>): Details[] {
  if ('state' in event) return ofState(event, resources);
  if (event.type === 'ExecutionStarted')
    return [{ type: event.type, executionStartedEventDetails: { input: JSON.stringify(event.input) } }];
  if (event.type === 'ExecutionSucceeded')
    return [{ type: event.type, executionSucceededEventDetails: { output: JSON.stringify(event.output) } }];
  if (event.type === 'ExecutionFailed')
    return [{ type: event.type, executionFailedEventDetails: failure(event) }];
  if (event.type === 'ExecutionAborted') return [{ type: event.type }];
  if (event.type === 'ExecutionTimeout') return [{ type: 'ExecutionTimedOut' }];
  if (event.type === 'MapIterationStarted')
    return [
      {
        type: event.type,
        mapIterationStartedEventDetails: { name: event.parentState.name, index: event.index },
      },
    ];
  return [];
}

type StateEvent = Extract<WorkflowEvent, { state: unknown }>;

function ofState(event: StateEvent, resources: Map<string, string>): Details[] {
  const { name, type, input } = event.state;
  const resource = resources.get(name) ?? '';
  const isLambda = type === 'Task' && !isNested(resource);
  const tries: Details[] = isLambda
    ? [
        { type: 'LambdaFunctionScheduled', lambdaFunctionScheduledEventDetails: { resource } },
        { type: 'LambdaFunctionStarted' },
      ]
    : [];
  if (event.type === 'StateEntered') {
    const stateEnteredEventDetails = { name, input: JSON.stringify(input) };
    return [{ type: `${type}StateEntered`, stateEnteredEventDetails }, ...tries];
  }
  if (event.type === 'StateRetried') return tries;
  if (event.type === 'StateFailed')
    return isLambda
      ? [{ type: 'LambdaFunctionFailed', lambdaFunctionFailedEventDetails: failure(event) }]
      : [
          {
            type: 'TaskFailed',
            taskFailedEventDetails: { resourceType: 'states', resource, ...failure(event) },
          },
        ];
  if (event.type !== 'StateExited' || type === 'Fail') return [];
  const stateExitedEventDetails = { name, output: JSON.stringify(event.state.output) };
  const succeeded: Details[] = isLambda
    ? [{ type: 'LambdaFunctionSucceeded', lambdaFunctionSucceededEventDetails: {} }]
    : [];
  return [...succeeded, { type: `${type}StateExited`, stateExitedEventDetails }];
}

const failure = ({ Error: error, Cause: cause }: { Error: string; Cause: unknown }) => ({
  error,
  cause: String(cause),
});
