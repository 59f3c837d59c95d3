import type { GivenRole } from '../lib/role/given.ts';

/** The deployment and the vendors' roles that an access role serves. Each text may hold variables of `Fn::Sub`. */
interface Access {
  /** What the logical ids begin with. */
  prefix: string;
  /** The name of the role; CloudFormation's value for it. */
  name: unknown;
  /** The account and the stage that Rollcall is deployed in. */
  account: string;
  stage: string;
  roles: Pick<GivenRole, 'name' | 'managedPolicies'>[];
  /** Path and name of the policy that bounds the vendors' roles; none when left out. */
  boundary?: string | undefined;
  /** The condition on which the boundary is required; always, when left out. */
  condition?: string;
}

/**
 * The CloudFormation resources of the role by which Rollcall makes the vendors' roles in an account, and nothing else.
 * IAM has no condition for what a trust policy or an inline policy says: EnsureRole judges these.
 */
export function accessRole({ prefix, name, account, stage, roles, boundary, condition }: Access) {
  const policy = (PolicyName: string, Statement: object[], rest = {}) => ({
    Type: 'AWS::IAM::Policy',
    ...rest,
    Properties: {
      PolicyName,
      Roles: [{ Ref: `${prefix}AccessRole` }],
      PolicyDocument: { Version: '2012-10-17', Statement },
    },
  });
  return {
    [`${prefix}AccessRole`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: name,
        Description: "Lets Rollcall make the vendors' roles in this account, and nothing else",
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust(account, stage)] },
      },
    },
    [`${prefix}EnsureVendorRoles`]: policy('ensure-vendor-roles', [
      { Effect: 'Allow', Action: ENSURING, Resource: roles.flatMap(arnsOf) },
      { Effect: 'Allow', Action: 'iam:DeleteRole', Resource: roles.flatMap(arnsOf), Condition: TAGGED },
      ...roles.filter(({ managedPolicies }) => managedPolicies.length > 0).map(attaching),
    ]),
    ...(boundary !== undefined && {
      [`${prefix}RequireBoundary`]: policy(
        'require-boundary',
        requiring(roles, boundary),
        condition && { Condition: condition },
      ),
    }),
  };
}

/** Not the functions' roles themselves: they may be made later, and one that is made anew would be another principal. */
const trust = (account: string, stage: string) => ({
  Effect: 'Allow',
  Principal: { AWS: arn(account, 'root') },
  Action: 'sts:AssumeRole',
  Condition: {
    ArnEquals: {
      'aws:PrincipalArn': ['confirmAccess', 'ensureRole', 'inspectRoles', 'removeRole'].map((key) =>
        arn(account, `role/rollcall-${stage}-${key}`),
      ),
    },
  },
});

/** Detaching only takes away, so it is allowed whichever policy it is. */
const ENSURING = [
  ...['GetRole', 'CreateRole', 'UpdateRole', 'UpdateAssumeRolePolicy', 'TagRole'],
  ...['ListAttachedRolePolicies', 'DetachRolePolicy', 'ListInstanceProfilesForRole'],
  ...['ListRolePolicies', 'GetRolePolicy', 'PutRolePolicy', 'DeleteRolePolicy'],
].map((action) => `iam:${action}`);

/** What Rollcall made, or was let take over. */
const TAGGED = { StringEquals: { 'iam:ResourceTag/managed-by': 'rollcall' } };

const attaching = (role: Access['roles'][number]) => ({
  Effect: 'Allow',
  Action: 'iam:AttachRolePolicy',
  Resource: arnsOf(role),
  Condition: {
    ArnEquals: { 'iam:PolicyARN': role.managedPolicies.map((name) => arn('aws', `policy/${name}`)) },
  },
});

/** A role without the boundary, or with another one, can be given nothing. */
const requiring = (roles: Access['roles'], boundary: string) => [
  { Effect: 'Allow', Action: 'iam:PutRolePermissionsBoundary', Resource: roles.flatMap(arnsOf) },
  {
    Effect: 'Deny',
    Action: ['CreateRole', 'PutRolePolicy', 'AttachRolePolicy', 'PutRolePermissionsBoundary'].map(
      (action) => `iam:${action}`,
    ),
    Resource: '*',
    Condition: {
      ArnNotEquals: { 'iam:PermissionsBoundary': arn('${AWS::AccountId}', `policy/${boundary}`) },
    },
  },
];

/** Whatever its path: the name is unique in an account. */
const arnsOf = ({ name }: { name: string }) =>
  ['', '*/'].map((path) => arn('${AWS::AccountId}', `role/${path}${name}`));

const arn = (account: string, resource: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:iam::${account}:${resource}`,
});
