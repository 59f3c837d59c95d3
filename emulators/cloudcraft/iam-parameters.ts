import { answer, CloudcraftRefusal } from './answer.ts';
import type { ApiKey } from './state.ts';
import type { CloudcraftSwitches } from './switches.ts';

/**
 * What a role for Cloudcraft has to trust: its AWS account, and the external id of the person whose key asks, the same
 * for every AWS account. Source: cloudcraft-go `tests/data/aws/iam-parameters-valid.json`.
 */
export const iamParameters = (accountId: string, { user: { externalId } }: ApiKey): Response => {
  const policy = 'arn:aws:iam::aws:policy%2FReadOnlyAccess';
  const wizard = 'https://console.aws.amazon.com/iam/home?#/roles$new?step=type&roleType=crossAccount';
  const query = `isThirdParty&accountID=${accountId}&externalID=${externalId}&roleName=cloudcraft&policies=${policy}`;
  return answer(200, { accountId, externalId, awsConsoleUrl: `${wizard}&${query}` });
};

/**
 * A policy for those who do not want to give `ReadOnlyAccess`. The real documents are not public; these have their
 * shape, in which `Action` may be one bare string. Source: cloudcraft-go `iam-policy-valid.json`.
 *
 * @throws CloudcraftRefusal 404 when the switch hides them
 */
export const iamPolicy = (kind: 'minimal' | 'custom', { policies }: CloudcraftSwitches): Response => {
  if (policies === 'absent') throw new CloudcraftRefusal(404, 'not_found', 'Not found');
  return answer(200, { Version: '2012-10-17', Statement: statements[kind] });
};

const minimal = [
  { Effect: 'Allow', Action: 'apigateway:GET', Resource: 'arn:aws:apigateway:*::/*' },
  { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
  {
    Effect: 'Allow',
    Action: [
      'autoscaling:DescribeAutoScalingGroups',
      'cloudwatch:ListMetrics',
      'dynamodb:DescribeTable',
      'dynamodb:ListTables',
      'ec2:Describe*',
      'elasticloadbalancing:Describe*',
      'lambda:ListFunctions',
      'rds:Describe*',
      'route53:ListHostedZones',
      'sns:ListTopics',
      'sqs:ListQueues',
      'tag:GetResources',
    ],
    Resource: ['*'],
  },
];

const statements = {
  minimal,
  custom: [...minimal, { Effect: 'Allow', Action: ['ecs:Describe*', 'ecs:List*'], Resource: '*' }],
};
