import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { deploy } from './deploy.ts';
import { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** What the stack has to give. Source: docs/operations/before-and-deploy.md. */
const OUTPUTS = [
  ...['EnrollAccountArn', 'OffboardAccountArn', 'RollCallArn', 'ReportsBucketName'],
  ...['AuditLogName', 'FunctionLogName', 'FailuresTopicArn'],
];

/** Whether the stack is deployed whole, and its state machines are active. */
export async function stack({ target, stack: described }: Subject): Promise<string> {
  const { StackName, StackStatus = 'of no known state', Outputs = [] } = await described();
  const again = deploy(target);
  if (!/^(CREATE|UPDATE)_COMPLETE/.test(StackStatus))
    throw new Problem(`${StackName} is ${StackStatus}: its last deployment did not succeed`, again);
  const missing = OUTPUTS.filter((key) => !Outputs.some(({ OutputKey }) => OutputKey === key));
  if (missing.length > 0) throw new Problem(`${StackName} lacks ${missing.join(', ')}`, again);
  const machines = [target.enrollAccount, target.offboardAccount, target.rollCall];
  const states = await Promise.all(
    machines.map(async (stateMachineArn) => {
      const { status } = await target.steps.send(new DescribeStateMachineCommand({ stateMachineArn }));
      return { name: stateMachineArn.split(':').at(-1), status };
    }),
  );
  const inactive = states.find(({ status }) => status !== 'ACTIVE');
  if (inactive !== undefined) throw new Problem(`${inactive.name} is ${inactive.status}`, again);
  return `${StackName} is deployed, with ${machines.length} state machines`;
}
