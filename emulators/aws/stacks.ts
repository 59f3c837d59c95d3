import { DescribeStacks$, type DescribeStacksInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';

/** The operations of CloudFormation on the deployed stack. */
export const stackOperations = [
  operation({
    schema: DescribeStacks$,
    needs: (_asking, { StackName = '*' }: DescribeStacksInput) => [
      { action: 'cloudformation:DescribeStacks', resource: StackName },
    ],
    serve({ world: { stack, state }, region }, { StackName }) {
      const { managementAccountId } = state.organization;
      const isAsked = StackName === undefined || StackName === stack?.name;
      if (stack === undefined || !isAsked)
        throw new AwsError('ValidationError', `Stack with id ${StackName} does not exist`);
      const id = `arn:${state.partition}:cloudformation:${region}:${managementAccountId}:stack/${stack.name}/local`;
      return {
        Stacks: [
          {
            StackId: id,
            StackName: stack.name,
            CreationTime: stack.deployedAt,
            StackStatus: 'CREATE_COMPLETE' as const,
            Outputs: stack.outputs.map(({ key, value, description }) => ({
              ...{ OutputKey: key, OutputValue: value, Description: description },
            })),
          },
        ],
      };
    },
  }),
];
