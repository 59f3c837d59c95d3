import {
  DescribeStateMachine$,
  type DescribeStateMachineInput,
  ListStateMachines$,
  type ListStateMachinesInput,
} from '@aws-sdk/client-sfn';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';
import { slice } from './pages.ts';
import type { StateMachine } from './stack.ts';
import type { World } from './world.ts';

/** The operations of Step Functions on state machines. */
export const machineOperations = [
  operation({
    schema: ListStateMachines$,
    needs: (_asking, _: ListStateMachinesInput) => [{ action: 'states:ListStateMachines', resource: '*' }],
    serve({ world: { stack } }, { nextToken = '', maxResults = 100 }) {
      const { page, next } = slice(stack?.machines ?? [], nextToken, maxResults || 100);
      const stateMachines = page.map(({ arn, name }) => ({
        ...{ stateMachineArn: arn, name, type: 'STANDARD' as const, creationDate: stack?.deployedAt },
      }));
      return { stateMachines, nextToken: next };
    },
  }),
  operation({
    schema: DescribeStateMachine$,
    needs: (_asking, { stateMachineArn = '' }: DescribeStateMachineInput) => [
      { action: 'states:DescribeStateMachine', resource: stateMachineArn },
    ],
    serve({ world }, { stateMachineArn }) {
      const { arn, name, definition } = machineOf(world, stateMachineArn);
      return {
        ...{ stateMachineArn: arn, name, definition, type: 'STANDARD' as const, status: 'ACTIVE' as const },
        ...{ roleArn: arn.replace(/states:.*/, 'iam::role/rollcall'), creationDate: world.stack?.deployedAt },
      };
    },
  }),
];

/** @throws AwsError StateMachineDoesNotExist */
export function machineOf({ stack }: World, arn = ''): StateMachine {
  const machine = stack?.machines.find((each) => each.arn === arn);
  if (machine !== undefined) return machine;
  throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}
