/** The state machines of a stack, by their ARNs. */
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

/** @param region that the functions run in, which says which partition it is @param stack where it is another than in a world */
export function machinesIn(
  region = 'us-east-1',
  { account, name: stack } = { account: '111122223333', name: STACK },
): Machines {
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  const arn = (kind: string, name: string) =>
    `arn:${partition}:states:${region}:${account}:${kind}:${stack}-${name}`;
  return {
    partition,
    arnOf: (workflow) => arn('stateMachine', workflow),
    executionArn: (workflow, name) => arn('execution', `${workflow}:${name}`),
    workflowOf: (machine) => machine.split(`:${stack}-`).at(-1) ?? machine,
  };
}
