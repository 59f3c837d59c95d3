import type { StateMachine } from 'aws-local-stepfunctions';

type Run = ReturnType<StateMachine['run']>;

/** An event of an execution's history. Source: aws-local-stepfunctions, docs/execution-event-logs.md. */
export type WorkflowEvent = Run['eventLogs'] extends AsyncGenerator<infer Event> ? Event : never;
