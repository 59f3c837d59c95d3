import { paginateListSubscriptionsByTopic, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { Problem } from './problem.ts';
import { quoted } from './quoted.ts';
import type { Subject } from './subject.ts';

/** Whether somebody hears of failures. */
export async function notices({ target, region, stack }: Subject): Promise<string> {
  const { Outputs = [] } = await stack();
  const TopicArn = Outputs.find(({ OutputKey }) => OutputKey === 'FailuresTopicArn')?.OutputValue;
  if (TopicArn === undefined) throw new Problem('the stack has no output FailuresTopicArn');
  const all: Subscription[] = [];
  const client = new SNSClient(target.configuration);
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    all.push(...Subscriptions);
  const subscribe = (endpoint: string) =>
    `aws sns subscribe --region ${region} --topic-arn ${TopicArn} --protocol email --notification-endpoint ${endpoint}`;
  const confirmed = all.filter(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:'));
  const [pending] = all.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
  if (pending !== undefined)
    throw new Problem(
      `${pending.Endpoint} has not confirmed the subscription. Follow the link in the e-mail of AWS; this sends it again:`,
      subscribe(quoted(pending.Endpoint ?? '')),
    );
  if (confirmed.length === 0) throw new Problem('nobody is subscribed to failures', subscribe('<address>'));
  return `to ${confirmed.map(({ Endpoint }) => Endpoint).join(', ')}`;
}
