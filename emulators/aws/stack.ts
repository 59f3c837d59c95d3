import type { ExecutionRecord } from './state.ts';

/** A deployed stack, as far as an operator sees it by the services of AWS. */
export interface Stack {
  name: string;
  deployedAt: Date;
  outputs: { key: string; value: string; description: string }[];
  machines: StateMachine[];
  rules: StackRule[];
  functions: StackFunction[];
  /** Starts an execution and does not wait for its end. @param input JSON */
  start(machine: StateMachine, execution: { name: string; input: string }): ExecutionRecord;
  stop(execution: ExecutionRecord, reason: { error?: string | undefined; cause?: string | undefined }): void;
}

/** A state machine of the stack; its definition is JSON. */
export interface StateMachine {
  arn: string;
  name: string;
  definition: string;
}

/** A rule of EventBridge, with its pattern or its schedule as text. */
export interface StackRule {
  name: string;
  description: string;
  state: 'ENABLED' | 'DISABLED';
  pattern?: string | undefined;
  schedule?: string | undefined;
}

/** A function of the stack, with its environment variables. */
export interface StackFunction {
  name: string;
  timeoutSeconds: number;
  variables: Record<string, string>;
  /** Gives its output. Throws an error whose message is Lambda's JSON of what the function threw. */
  invoke(payload: unknown): Promise<unknown>;
}
