import type { PolicyDocument } from './policy-document.ts';

/**
 * What the AWS managed policies grant of the services that are emulated here, by policy name.
 * Any other AWS managed policy can be attached and grants nothing.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const managed: Record<string, PolicyDocument> = {
  AdministratorAccess: allow('*'),
  ReadOnlyAccess: allow(
    'iam:Generate*',
    'iam:Get*',
    'iam:List*',
    'iam:Simulate*',
    'organizations:Describe*',
    'organizations:List*',
    'secretsmanager:Describe*',
    'secretsmanager:GetResourcePolicy',
    'secretsmanager:List*',
    'ec2:Describe*',
  ),
  SecurityAudit: allow(
    'iam:GenerateCredentialReport',
    'iam:Get*',
    'iam:List*',
    'iam:Simulate*',
    'organizations:Describe*',
    'organizations:List*',
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetResourcePolicy',
    'secretsmanager:ListSecrets',
    'ec2:Describe*',
  ),
};

/**
 * The document of an AWS managed policy.
 *
 * @param arn `arn:<partition>:iam::aws:policy/<path><name>`
 */
export const managedPolicy = (arn: string): PolicyDocument | undefined =>
  managed[arn.split('/').at(-1) ?? ''];

/** Everything, on every resource: `AdministratorAccess`, and `FullAWSAccess` among service control policies. */
export const everything: PolicyDocument = allow('*');

function allow(...actions: string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}
