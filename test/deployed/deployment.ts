import assert from 'node:assert/strict';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import type { Deployed } from './deployed.ts';
import { diffWithoutAddress, NOTIFICATION_ADDRESS, ofType, theOnly } from './stack.ts';
import type { Workspace } from './workspace.ts';

/** What the deployment itself left in the control plane. */
export async function deployment(
  { controlPlane, stack, findings }: Deployed,
  workspace: Workspace,
): Promise<void> {
  const { holds } = findings;
  await holds(`all ${stack.resources.length} resources of the stack are complete`, async () => {
    const asked = new DescribeStackResourcesCommand({ StackName: stack.name });
    const { StackResources = [] } = await controlPlane.cloudformation.send(asked);
    const others = StackResources.filter(
      ({ ResourceStatus }) => !/^(CREATE|UPDATE)_COMPLETE$/.test(ResourceStatus ?? ''),
    );
    assert.deepEqual(others, []);
  });
  await holds('each log group of the stack keeps its lines for 400 days', async () => {
    const groups = ofType(stack, 'AWS::Logs::LogGroup');
    const { logGroups = [] } = await controlPlane.logs.send(new DescribeLogGroupsCommand({}));
    const kept = logGroups
      .filter(({ retentionInDays }) => retentionInDays === 400)
      .map(({ logGroupName }) => logGroupName);
    assert.deepEqual(kept.sort(), groups.map(({ physicalId }) => physicalId).sort());
  });
  await holds(
    'the diff of a deployment that forgets the address shows the subscription that it would remove',
    async () => {
      const lines = (await diffWithoutAddress(workspace, controlPlane, stack)).split('\n');
      const gone = lines.filter((line) => line.startsWith('- ') || line.startsWith('parameter '));
      assert.deepEqual(gone, [
        `parameter notificationAddress: "${NOTIFICATION_ADDRESS}" → none`,
        '- AWS::SNS::Subscription FailuresByMail',
      ]);
    },
  );
  await holds('the notification address is subscribed to the failure topic', async () => {
    const { physicalId: TopicArn } = theOnly(stack, 'AWS::SNS::Topic');
    const { Subscriptions = [] } = await controlPlane.sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn }),
    );
    assert.ok(Subscriptions.some(({ Endpoint }) => Endpoint === NOTIFICATION_ADDRESS));
  });
}
