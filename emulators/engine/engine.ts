import { randomUUID } from 'node:crypto';
import { ExecutionTimeoutError, StateMachine } from 'aws-local-stepfunctions';
import { awaited } from '../clock/clock.ts';
import { LambdaService } from './lambda-service.ts';
import { captureLogs, type LogLine } from './logs.ts';
import { readWorkflow, taskNames } from './workflow.ts';

type Run = ReturnType<StateMachine['run']>;
type Json = Parameters<StateMachine['run']>[0];

/** An event of an execution's history. Source: aws-local-stepfunctions, docs/execution-event-logs.md. */
export type WorkflowEvent = Run['eventLogs'] extends AsyncGenerator<infer Event> ? Event : never;

/** An execution that has ended, as Step Functions describes it, with its history and what its functions logged. */
export interface Execution {
  name: string;
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  input: Json;
  output?: Json;
  error?: string;
  cause?: string;
  events: WorkflowEvent[];
  logs: LogLine[];
}

/** How an execution is started. */
export interface Start {
  /** The execution's name; a random one when left out. */
  name?: string;
  /** Called with every event as it happens. */
  onEvent?: (event: WorkflowEvent) => void;
}

/** Runs the workflow files with the deployed handlers. */
export class Engine {
  readonly lambda = new LambdaService();
  readonly #definitions = new Map<string, ReturnType<typeof readWorkflow>>();

  /**
   * One engine at a time can run in a process, as its functions share the process's environment.
   *
   * @param environment what the functions find in their environment
   */
  constructor(environment: Record<string, string>) {
    Object.assign(process.env, environment);
  }

  /** Runs a workflow, named as `enroll-account`, to its end. */
  async run(workflow: string, input: Json, { name = randomUUID(), onEvent }: Start = {}): Promise<Execution> {
    const logs: LogLine[] = [];
    const release = captureLogs((line) => line['execution'] === name && logs.push(line));
    const execution = this.#start(workflow, input, name);
    execution.result.catch(() => undefined);
    const events: WorkflowEvent[] = [];
    const ended = async () => {
      for await (const event of execution.eventLogs) {
        events.push(event);
        onEvent?.(event);
      }
      return execution.result.then((output) => ({ status: 'SUCCEEDED' as const, output }), failed(events));
    };
    const end = await awaited(`execution ${name}`, ended()).finally(release);
    return { name, input, events, logs, ...end };
  }

  #start(workflow: string, input: Json, name: string): Run {
    const definition = this.#definitions.get(workflow) ?? readWorkflow(workflow);
    this.#definitions.set(workflow, definition);
    const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
    const handlers = taskNames(definition).map((state) => [
      state,
      (payload: Json) => this.lambda.invoke(state.charAt(0).toLowerCase() + state.slice(1), payload),
    ]);
    return machine.run(input, {
      overrides: { taskResourceLocalHandlers: Object.fromEntries(handlers) },
      context: { Execution: { Name: name } },
    });
  }
}

const failed = (events: WorkflowEvent[]) => (error: unknown) => {
  if (error instanceof ExecutionTimeoutError)
    return { status: 'TIMED_OUT' as const, error: 'States.Timeout' };
  const last = events.findLast((event) => event.type === 'ExecutionFailed');
  return {
    status: 'FAILED' as const,
    error: last?.Error ?? 'States.Runtime',
    cause: String(last?.Cause ?? error),
  };
};
