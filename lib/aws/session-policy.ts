import type { Account } from '../organization/account.ts';
import type { PolicyDocument } from '../role/policy.ts';
import type { RoleSpec } from '../role/spec.ts';

const ACTIONS = [
  'GetRole',
  'CreateRole',
  'UpdateRole',
  'UpdateAssumeRolePolicy',
  'TagRole',
  'ListAttachedRolePolicies',
  'AttachRolePolicy',
  'DetachRolePolicy',
  'ListRolePolicies',
  'GetRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'PutRolePermissionsBoundary',
];

/**
 * Narrows a session in a member account to the one role that is being ensured, and to attaching the policies of its
 * spec. Role names are unique in an account whatever their path, so the two patterns match that one role, also where
 * it has another path than wanted, and stay short: the longest name gives fewer than the 2,048 characters that STS
 * takes. Source: STS API reference, AssumeRole; IAM User Guide, "IAM identifiers".
 */
export const sessionPolicy = (
  { partition, id }: Account,
  { name, managedPolicyArns }: RoleSpec,
): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ACTIONS.map((action) => `iam:${action}`),
      Resource: [`arn:${partition}:iam::${id}:role/${name}`, `arn:${partition}:iam::${id}:role/*/${name}`],
    },
    {
      Effect: 'Deny',
      Action: 'iam:AttachRolePolicy',
      Resource: '*',
      ...(managedPolicyArns.length > 0 && {
        Condition: { ArnNotEquals: { 'iam:PolicyARN': managedPolicyArns } },
      }),
    },
  ],
});
