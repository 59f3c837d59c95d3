import { randomUUID } from 'node:crypto';
import {
  DescribeExecution$,
  type DescribeExecutionInput,
  GetExecutionHistory$,
  type GetExecutionHistoryInput,
  ListExecutions$,
  type ListExecutionsInput,
  StartExecution$,
  type StartExecutionInput,
  StopExecution$,
  type StopExecutionInput,
} from '@aws-sdk/client-sfn';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';
import { slice } from './pages.ts';
import type { ExecutionRecord } from './state.ts';
import { machineOf } from './state-machines.ts';
import type { World } from './world.ts';

const need = (name: string, resource = '') => [{ action: `states:${name}`, resource }];

/** The operations of Step Functions on executions, which the engine runs. */
export const executionOperations = [
  operation({
    schema: StartExecution$,
    needs: (_asking, { stateMachineArn }: StartExecutionInput) => need('StartExecution', stateMachineArn),
    serve({ world }, given) {
      const { executionArn, startDate } = start(world, given);
      return { executionArn, startDate };
    },
  }),
  operation({
    schema: DescribeExecution$,
    needs: (_asking, { executionArn }: DescribeExecutionInput) => need('DescribeExecution', executionArn),
    serve: ({ world }, { executionArn }) => executionOf(world, executionArn),
  }),
  operation({
    schema: ListExecutions$,
    needs: (_asking, { stateMachineArn }: ListExecutionsInput) => need('ListExecutions', stateMachineArn),
    serve({ world }, { stateMachineArn, statusFilter, nextToken = '', maxResults }) {
      const { arn } = machineOf(world, stateMachineArn);
      const wanted = [...world.state.executions.values()].filter(
        (each) => each.stateMachineArn === arn && (statusFilter ?? each.status) === each.status,
      );
      const { page, next } = slice(wanted.reverse(), nextToken, maxResults || 100);
      return { executions: page, nextToken: next };
    },
  }),
  operation({
    schema: GetExecutionHistory$,
    needs: (_asking, { executionArn }: GetExecutionHistoryInput) => need('GetExecutionHistory', executionArn),
    serve({ world }, { executionArn, reverseOrder, nextToken = '', maxResults }) {
      const { history = [] } = executionOf(world, executionArn);
      const { page, next } = slice(
        reverseOrder ? history.toReversed() : history,
        nextToken,
        maxResults || 100,
      );
      return { events: page, nextToken: next };
    },
  }),
  operation({
    schema: StopExecution$,
    needs: (_asking, { executionArn }: StopExecutionInput) => need('StopExecution', executionArn),
    serve({ world }, { executionArn, error, cause }) {
      const execution = executionOf(world, executionArn);
      if (execution.status === 'RUNNING') world.stack?.stop(execution, { error, cause });
      return { stopDate: execution.stopDate ?? new Date() };
    },
  }),
];

/** The same name with the same input is the same execution, while it runs. Source: StartExecution's reference. */
function start(
  world: World,
  { stateMachineArn, name = randomUUID(), input = '{}' }: StartExecutionInput,
): ExecutionRecord {
  const machine = machineOf(world, stateMachineArn);
  if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name))
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  try {
    JSON.parse(input);
  } catch {
    throw new AwsError('InvalidExecutionInput', 'Invalid State Machine Execution Input: it is not JSON');
  }
  const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
  const known = world.state.executions.get(arn);
  if (known?.status === 'RUNNING' && known.input === input) return known;
  if (known !== undefined) throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  if (world.stack === undefined) throw new AwsError('StateMachineDoesNotExist', 'nothing is deployed');
  return world.stack.start(machine, { name, input });
}

/** @throws AwsError ExecutionDoesNotExist */
export function executionOf({ state }: World, arn = ''): ExecutionRecord {
  const execution = state.executions.get(arn);
  if (execution !== undefined) return execution;
  throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}
