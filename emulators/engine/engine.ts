import { randomUUID } from 'node:crypto';
import { StateMachine } from 'aws-local-stepfunctions';
import type { ExecutionRecord } from '../aws/state.ts';
import { awaited } from '../clock/clock.ts';
import { readAs } from '../read-as.ts';
import { catchable } from './catchable.ts';
import { failed, missing, stopped } from './failed.ts';
import { historyOf } from './history.ts';
import { LambdaService } from './lambda-service.ts';
import { captureLogs, type LogLine } from './logs.ts';
import { type Machines, machinesIn } from './machines.ts';
import { mapRunsOf } from './map-runs.ts';
import { isNested, Nested, nameTaken, nestedResult } from './nested-execution.ts';
import { retryCounts } from './retry-counts.ts';
import { deployedWorkflow, keyIn, tasks } from './workflow.ts';
import type { WorkflowEvent } from './workflow-event.ts';

export type Json = Parameters<StateMachine['run']>[0];

/** An execution that has ended, as Step Functions describes it, with its history and what its functions logged. */
export interface Execution {
  name: string;
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
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
  readonly #definitions = new Map<string, ReturnType<typeof deployedWorkflow>>();
  readonly #executions: Map<string, ExecutionRecord>;
  readonly #machines: Machines;
  /** What ends each execution that runs, by its ARN. */
  readonly #aborts = new Map<string, () => void>();
  /** The interpreter goes on with the items of a Map after the end of the execution, so what they begin is refused. */
  readonly #stopped = new Set<string>();
  /** Whether each execution's record has its history, as GetExecutionHistory gives it. */
  keepsHistory = false;

  /**
   * One engine at a time can run in a process, as its functions share the process's environment.
   * @param environment what the functions find in their environment
   * @param executions where the executions are written down, by their ARNs; the world's, for what asks Step Functions
   * @param machines those of the stack `rollcall-local` when left out
   */
  constructor(
    environment: Record<string, string>,
    executions = new Map<string, ExecutionRecord>(),
    machines = machinesIn(environment['AWS_REGION']),
  ) {
    Object.assign(process.env, environment);
    this.#executions = executions;
    this.#machines = machines;
  }

  /** Runs a workflow, named as `enroll-account`, to its end. */
  async run(workflow: string, input: Json, { name = randomUUID(), onEvent }: Start = {}): Promise<Execution> {
    const logs: LogLine[] = [];
    const release = captureLogs((line) => line['execution'] === name && logs.push(line));
    const record = this.#record(workflow, input, name);
    const execution = this.#start(workflow, input, record);
    execution.result.catch(() => undefined);
    const events: WorkflowEvent[] = [];
    const definition = this.#definitionOf(workflow);
    const recorder = historyOf(tasks(definition));
    const isOfItem = mapRunsOf(definition, record);
    if (this.keepsHistory) record.history = [];
    this.#aborts.set(record.executionArn, execution.abort);
    const ended = async () => {
      for await (const event of execution.eventLogs) {
        events.push(event);
        onEvent?.(event);
        if (!isOfItem(event)) record.history?.push(...recorder(event));
      }
      return execution.result.then((output) => ({ status: 'SUCCEEDED' as const, output }), failed(events));
    };
    const end: End = await awaited(`execution ${name}`, ended())
      .finally(release)
      .finally(() => this.#aborts.delete(record.executionArn));
    const { output, ...others } = end;
    const written = 'output' in end && { output: JSON.stringify(output) };
    Object.assign(record, { ...others, ...written, stopDate: new Date() });
    return { name, input, events, logs, ...end };
  }

  /** Ends an execution, where it runs. */
  abort(executionArn: string): void {
    this.#stopped.add(executionArn);
    this.#aborts.get(executionArn)?.();
  }

  #definitionOf(workflow: string) {
    const definition = this.#definitions.get(workflow) ?? deployedWorkflow(workflow, this.#machines);
    this.#definitions.set(workflow, definition);
    return definition;
  }

  #record(workflow: string, input: Json, name: string): ExecutionRecord {
    const executionArn = this.#machines.executionArn(workflow, name);
    const record: ExecutionRecord = {
      ...{ executionArn, name, stateMachineArn: this.#machines.arnOf(workflow) },
      ...{ status: 'RUNNING', startDate: new Date(), input: JSON.stringify(input) },
    };
    this.#executions.set(executionArn, record);
    return record;
  }

  #start(workflow: string, input: Json, { executionArn, name, startDate, stateMachineArn }: ExecutionRecord) {
    const definition = this.#definitionOf(workflow);
    const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
    const counted = retryCounts();
    const handlers = tasks(definition).map(({ name: state, resource, catches, counts }) => {
      const perform = isNested(resource)
        ? (payload: Json) => this.#nested(payload)
        : (payload: Json) =>
            this.lambda
              .invoke(keyIn(resource), counted.of(state, payload, counts))
              .catch(catchable(catches, () => counted.forget(state, payload)));
      return [state, (payload: Json) => (this.#stopped.has(executionArn) ? stopped() : perform(payload))];
    });
    const Execution = { Id: executionArn, Name: name, StartTime: startDate.toISOString() };
    const context = { Execution, StateMachine: { Id: stateMachineArn }, State: { RetryCount: 0 } };
    const overrides = { taskResourceLocalHandlers: Object.fromEntries(handlers) };
    return machine.run(input, { overrides, context });
  }

  async #nested(payload: Json): Promise<object> {
    const { StateMachineArn, Name = randomUUID(), Input } = readAs(Nested, payload);
    const workflow = this.#machines.workflowOf(StateMachineArn);
    const arn = this.#machines.executionArn(workflow, Name);
    if (this.#executions.has(arn)) throw nameTaken(arn);
    await this.run(workflow, Input, { name: Name });
    return nestedResult(this.#executions.get(arn) ?? missing(arn));
  }
}

type End = Pick<Execution, 'status' | 'output' | 'error' | 'cause'>;
