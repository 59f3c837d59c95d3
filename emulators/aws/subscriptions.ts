import { ListSubscriptionsByTopic$, type ListSubscriptionsByTopicInput } from '@aws-sdk/client-sns';
import { AwsError } from './aws-error.ts';
import { operation } from './operation.ts';

/** The operation of SNS on the subscriptions of the stack's topic, of which a switch decides. */
export const subscriptionOperations = [
  operation({
    schema: ListSubscriptionsByTopic$,
    needs: (_asking, { TopicArn = '' }: ListSubscriptionsByTopicInput) => [
      { action: 'sns:ListSubscriptionsByTopic', resource: TopicArn },
    ],
    serve({ world: { stack, switches, state } }, { TopicArn = '' }) {
      if (!/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/.test(TopicArn))
        throw new AwsError('InvalidParameter', 'Invalid parameter: TopicArn');
      if (!stack?.outputs.some(({ value }) => value === TopicArn))
        throw new AwsError('NotFound', 'Topic does not exist');
      if (switches.subscription === 'absent') return { Subscriptions: [] };
      const isPending = switches.subscription === 'pending';
      return {
        Subscriptions: [
          {
            ...{ TopicArn, Protocol: 'email', Endpoint: 'on-call@example.com' },
            Owner: state.organization.managementAccountId,
            // An unconfirmed one has no ARN yet. Source: SNS API reference, Subscribe.
            SubscriptionArn: isPending ? 'PendingConfirmation' : `${TopicArn}:${SUBSCRIPTION}`,
          },
        ],
      };
    },
  }),
];

const SUBSCRIPTION = '6b0e71bd-7e97-4d97-80ce-4a0994e55286';
