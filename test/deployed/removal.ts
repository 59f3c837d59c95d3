import assert from 'node:assert/strict';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { verdict } from '../../emulators/aws/policy-verdict.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import { ACCOUNT, deployerPolicy } from '../configuration/deployer-policy.ts';
import { allLines } from './audit.ts';
import type { Deployed } from './deployed.ts';
import type { ControlPlane } from './ministack.ts';
import { remove } from './stack.ts';
import type { Workspace } from './workspace.ts';

/** The stack is removed: what is left is the audit, and what was never the stack's. */
export async function removal(deployed: Deployed, workspace: Workspace): Promise<void> {
  const { controlPlane, stack, findings } = deployed;
  const { holds } = findings;
  const lines = await allLines(deployed);
  await remove(workspace, controlPlane);

  await holds('the stack is gone', () =>
    assert.rejects(
      controlPlane.cloudformation.send(new DescribeStacksCommand({ StackName: stack.name })),
      /does not exist/,
    ),
  );
  await holds('all that serverless called to deploy and to remove is what the deployer may call', () =>
    assert.deepEqual(controlPlane.operators.calls().filter(isRefused), []),
  );
  await holds('no function, state machine, rule, topic or role of it is left', async () =>
    assert.deepEqual(await leftIn(controlPlane), []),
  );
  await holds('exactly the log groups that are to be retained are left, with their retention', async () => {
    const { logGroups = [] } = await controlPlane.logs.send(new DescribeLogGroupsCommand({}));
    const logs = stack.retained.filter((logicalId) => logicalId.endsWith('Log'));
    const retained = stack.resources.filter(({ logicalId }) => logs.includes(logicalId));
    assert.deepEqual(
      logGroups.map(({ logGroupName, retentionInDays }) => [logGroupName, retentionInDays]).sort(),
      retained.map(({ physicalId }) => [physicalId, 400]).sort(),
    );
  });
  await holds('the bucket of the reports is the only thing beside them that is retained', async () =>
    assert.deepEqual(
      stack.retained.filter((logicalId) => !logicalId.endsWith('Log')),
      ['Reports'],
    ),
  );
  await holds('every line of the audit is still in them', async () =>
    assert.deepEqual(await allLines(deployed), lines),
  );
  await holds("the vendors' secrets, which were made out of band, are still there", async () => {
    const { SecretList = [] } = await controlPlane.secrets.send(new ListSecretsCommand({}));
    assert.deepEqual(
      SecretList.map(({ Name }) => Name).sort(),
      vendorNames().map((name) => `rollcall/${name}`),
    );
  });
}

/** What the deployer's policy does not allow; everybody may ask who they are. */
function isRefused(call: string): boolean {
  const [action = '', resource = ''] = call.split(' ');
  const [service = ''] = action.split(':');
  const stack = `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/rollcall-prod/1`;
  const arns: Record<string, string> = {
    cloudformation: action === 'cloudformation:ValidateTemplate' ? '*' : stack,
    ecr: `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/serverless-rollcall-prod`,
    lambda: resource === '*' ? '*' : `arn:aws:lambda:us-east-1:${ACCOUNT}:${resource}`,
    s3: `arn:aws:s3:::${resource}`,
  };
  const question = { action, resource: arns[service] ?? '*', context: new Map() };
  return service !== 'sts' && verdict([deployerPolicy('Deployer')], question) !== 'allowed';
}

/** Nothing else was ever put into this control plane, so whatever there is was left over. */
async function leftIn({ lambda, sfn, events, sns, iam }: ControlPlane): Promise<(string | undefined)[]> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  return [
    ...Functions.map(({ FunctionName }) => FunctionName),
    ...stateMachines.map(({ name }) => name),
    ...Rules.map(({ Name }) => Name),
    ...Topics.map(({ TopicArn }) => TopicArn),
    ...Roles.map(({ RoleName }) => RoleName),
  ];
}
