import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { ControlPlane } from './ministack.ts';
import { until } from './until.ts';

/** Waits for a notice that speaks of something, an execution's name for one; gives its text. */
export type NoticeOf = (something: string) => Promise<string>;

const Envelope = v.object({ Message: v.string() });

/** Subscribes to a topic, with a queue in the place of a person. */
export async function subscribe({ sns, sqs }: ControlPlane, TopicArn: string): Promise<NoticeOf> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'person-on-call' }));
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  const { QueueArn = '' } = (await sqs.send(asked)).Attributes ?? {};
  const Policy = JSON.stringify(letting(TopicArn, QueueArn));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: QueueArn }));
  return (something) =>
    until(`a notice about ${something}`, 20, async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
      for (const { ReceiptHandle } of Messages)
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      const notices = Messages.map(({ Body = '' }) => v.parse(Envelope, JSON.parse(Body)).Message);
      return notices.find((notice) => notice.includes(something));
    });
}

const letting = (topicArn: string, queueArn: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
    },
  ],
});
