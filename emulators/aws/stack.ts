import type { ExecutionRecord } from './state.ts';

/** A deployed stack, as far as an operator sees it by the services of AWS. */
export interface Stack {
  name: string;
  deployedAt: Date;
  outputs: { key: string; value: string; description: string }[];
  machines: StateMachine[];
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
