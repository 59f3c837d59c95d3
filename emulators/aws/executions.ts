import { DescribeExecution$, type DescribeExecutionInput } from '@aws-sdk/client-sfn';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';

/** The operations of Step Functions on executions, which the engine runs. */
export const executionOperations = [
  operation({
    schema: DescribeExecution$,
    needs: (_asking, { executionArn = '' }: DescribeExecutionInput) => [
      { action: 'states:DescribeExecution', resource: executionArn },
    ],
    serve({ world }, { executionArn = '' }) {
      const execution = world.state.executions.get(executionArn);
      if (execution !== undefined) return execution;
      throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    },
  }),
];
