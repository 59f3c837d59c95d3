import type { Account } from '../organization/account.ts';
import type { PolicyDocument } from '../role/policy.ts';
import type { RoleSpec } from '../role/spec.ts';

const READING = ['GetRole', 'ListAttachedRolePolicies', 'ListRolePolicies', 'GetRolePolicy'];

const ACTIONS = [
  ...READING,
  'CreateRole',
  'UpdateRole',
  'UpdateAssumeRolePolicy',
  'TagRole',
  'AttachRolePolicy',
  'DetachRolePolicy',
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
export const sessionPolicy = (account: Account, { name, managedPolicyArns }: RoleSpec): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ACTIONS.map((action) => `iam:${action}`), Resource: patterns(account, name) },
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

/** Narrows a session to reading the roles of those names. */
export const readingPolicy = (account: Account, names: string[]): PolicyDocument =>
  allowing(account, { actions: READING, names });

/** Narrows a session to reading the one role of that name, to stripping it and to deleting it. */
export const removalPolicy = (account: Account, name: string): PolicyDocument =>
  allowing(account, {
    actions: [...READING, 'DetachRolePolicy', 'DeleteRolePolicy', 'DeleteRole'],
    names: [name],
  });

/** Narrows a session to foreseeing what a removal of the one role of that name does. */
export const foreseeingPolicy = (account: Account, name: string): PolicyDocument =>
  allowing(account, { actions: [...READING, 'ListInstanceProfilesForRole'], names: [name] });

const allowing = (account: Account, { actions, names }: { actions: string[]; names: string[] }) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow' as const,
      Action: actions.map((action) => `iam:${action}`),
      Resource: names.flatMap((name) => patterns(account, name)),
    },
  ],
});

const patterns = ({ partition, id }: Account, name: string) => [
  `arn:${partition}:iam::${id}:role/${name}`,
  `arn:${partition}:iam::${id}:role/*/${name}`,
];
