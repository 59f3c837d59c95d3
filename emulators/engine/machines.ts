/** The state machines of a stack `rollcall-local`, by their ARNs. */
export interface Machines {
  partition: string;
  /** @param workflow as `enroll-account` */
  arnOf(workflow: string): string;
  executionArn(workflow: string, name: string): string;
  /** The workflow of a state machine's ARN. */
  workflowOf(arn: string): string;
}

/** The name of the stack. */
export const STACK = 'rollcall-local';

/** @param region that the functions run in, which says which partition it is */
export function machinesIn(region = 'us-east-1'): Machines {
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  const arn = (kind: string, name: string) =>
    `arn:${partition}:states:${region}:111122223333:${kind}:${STACK}-${name}`;
  return {
    partition,
    arnOf: (workflow) => arn('stateMachine', workflow),
    executionArn: (workflow, name) => arn('execution', `${workflow}:${name}`),
    workflowOf: (machine) => machine.split(`:${STACK}-`).at(-1) ?? machine,
  };
}
