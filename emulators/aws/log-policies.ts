import {
  DescribeResourcePolicies$,
  type DescribeResourcePoliciesRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from './operation.ts';
import { slice } from './pages.ts';

/** The operation of CloudWatch Logs on its resource policies: a switch says how many. */
export const logPolicyOperations = [
  operation({
    schema: DescribeResourcePolicies$,
    needs: (_asking, _: DescribeResourcePoliciesRequest) => [
      { action: 'logs:DescribeResourcePolicies', resource: '*' },
    ],
    serve({ world: { switches } }, { nextToken = '', limit = 50 }) {
      const all = Array.from({ length: switches.logResourcePolicies }, (_, index) => ({
        policyName: index === 0 ? 'AWSLogDeliveryWrite20150319' : `service-${index}`,
        policyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }));
      const { page, next } = slice(all, nextToken, limit);
      return { resourcePolicies: page, nextToken: next };
    },
  }),
];
