import assert from 'node:assert/strict';
import { ListRulesCommand, ListTargetsByRuleCommand, type Target } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Deployed } from './deployed.ts';
import { sampleEvent } from './sample-event.ts';
import { ofType } from './stack.ts';

/** A malformed event is not lost: its execution fails with it as input, and a person gets a notice. */
export async function malformedEvent(deployed: Deployed): Promise<void> {
  const { enrollments, noticeOf, findings } = deployed;
  const { holds } = findings;
  const before = await enrollments.count();
  await enrollments.put(sampleEvent('create-account-failed', ''));
  const failed = await enrollments.byEvent(sampleEvent('create-account-succeeded', 'no-account-id'));

  await holds('the event of an account that could not be created starts nothing', async () =>
    assert.equal(await enrollments.count(), before + 1),
  );
  await holds(
    'an event with a malformed account id is refused: its execution fails, and its cause says where',
    () => {
      assert.equal(failed.status, 'FAILED');
      assert.match(failed.cause, /serviceEventDetails.*createAccountStatus\.accountId/);
    },
  );
  await holds('a notice of it arrives, with the event as it came', async () =>
    assert.match(await noticeOf(failed.name), /no-account-id/),
  );
  await holds(
    'every target of every rule keeps what cannot be delivered in a queue to which EventBridge may send',
    () => keepUndelivered(deployed),
  );
}

async function keepUndelivered(deployed: Deployed): Promise<void> {
  const { controlPlane, stack } = deployed;
  const targets = await targetsOf(deployed);
  assert.ok(targets.length >= ofType(stack, 'AWS::Events::Rule').length);
  for (const { Id, DeadLetterConfig, RetryPolicy } of targets) {
    const queue = DeadLetterConfig?.Arn?.split(':').at(-1) ?? '';
    const url = ofType(stack, 'AWS::SQS::Queue').find(({ physicalId }) =>
      physicalId.endsWith(queue),
    )?.physicalId;
    assert.ok(queue !== '' && url !== undefined && RetryPolicy !== undefined, `target ${Id}`);
    const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
    const { Policy = '', MessageRetentionPeriod } = (await controlPlane.sqs.send(asked)).Attributes ?? {};
    assert.match(Policy, /events\.amazonaws\.com.*sqs:SendMessage/);
    assert.equal(MessageRetentionPeriod, '1209600');
  }
}

async function targetsOf({ controlPlane: { events } }: Deployed): Promise<Target[]> {
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  const asked = Rules.map(({ Name }) => events.send(new ListTargetsByRuleCommand({ Rule: Name })));
  return (await Promise.all(asked)).flatMap(({ Targets = [] }) => Targets);
}
