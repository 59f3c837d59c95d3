/** A product that is wrong in one place. */
export interface WrongProduct {
  what: string;
  file: string;
  from: string;
  to: string;
  /** CrowdStrike's API family in which it shows; both when left out. */
  family?: 'd4c' | 'cloud-security';
}

const trust = 'lib/role/wanted.ts';
const sessions = 'lib/aws/account-access.ts';
const permissions = 'lib/vendors/crowdstrike/permissions.ts';
const cloudcraftRole = 'lib/vendors/cloudcraft/role.ts';

/** Each would do harm, or fail, on real AWS or at a real vendor; TypeScript takes all of them. */
export const wrongProducts: WrongProduct[] = [
  {
    what: 'a policy for a resource that is not an ARN',
    file: permissions,
    from: "Resource = '*'",
    to: "Resource = 'all'",
  },
  {
    what: 'an inline policy with two equal Sids',
    file: permissions,
    from: "({ Effect: 'Allow', Action, Resource })",
    to: "({ Sid: 'Read', Effect: 'Allow', Action, Resource })",
    family: 'cloud-security',
  },
  {
    what: 'an inline policy without actions',
    file: permissions,
    from: 'allow(actions.discover)',
    to: 'allow([])',
    family: 'd4c',
  },
  {
    what: 'an action with two colons',
    file: permissions,
    from: 'allow(actions.discover)',
    to: "allow(['ec2:Describe:Instances'])",
    family: 'd4c',
  },
  {
    what: 'an action without a service',
    file: permissions,
    from: 'allow(actions.discover)',
    to: "allow(['DescribeInstances'])",
    family: 'd4c',
  },
  {
    what: 'actions of another service',
    file: permissions,
    from: 'allow(actions.discover)',
    to: "allow(['s3:ListAllMyBuckets'])",
    family: 'd4c',
  },
  {
    what: 'a managed policy that does not exist',
    file: permissions,
    from: 'policy/SecurityAudit`',
    to: 'policy/SecurityAuditor`',
    family: 'cloud-security',
  },
  {
    what: 'no managed policy attached to the role of Cloudcraft',
    file: cloudcraftRole,
    from: 'managedPolicyArns: policy === undefined ?',
    to: 'managedPolicyArns: policy !== undefined ?',
  },
  { what: 'a trust policy without a condition', file: trust, from: 'Condition: {', to: 'Sid: "Open", ...{' },
  {
    what: 'a trust policy whose condition is never met',
    file: trust,
    from: "'sts:ExternalId': externalId",
    to: "'sts:ExternalID2': externalId",
  },
  {
    what: 'a trust policy with an operator that does not exist',
    file: trust,
    from: 'StringEquals: {',
    to: 'StringEqual: {',
  },
  {
    what: 'an external id in another case',
    file: trust,
    from: "'sts:ExternalId': externalId",
    to: "'sts:ExternalId': externalId.toUpperCase()",
  },
  {
    what: 'a trust policy that allows anybody with an external id',
    file: trust,
    from: "StringEquals: { 'sts:ExternalId': externalId }",
    to: "StringLike: { 'sts:ExternalId': '*' }",
  },
  { what: 'a trust policy that denies', file: trust, from: "Effect: 'Allow'", to: "Effect: 'Deny'" },
  {
    what: 'a trust policy for another action',
    file: trust,
    from: "Action: 'sts:AssumeRole'",
    to: "Action: 'sts:AssumeRoleWithSAML'",
  },
  {
    what: 'a trust policy of an old version of the language',
    file: trust,
    from: "Version: '2012-10-17'",
    to: "Version: '2012-10-18'",
  },
  {
    what: 'a truncated session key',
    file: sessions,
    from: 'secretAccessKey: SecretAccessKey,',
    to: 'secretAccessKey: SecretAccessKey.slice(0, 39),',
  },
  {
    what: 'a session without its token',
    file: sessions,
    from: 'sessionToken: SessionToken }',
    to: 'sessionToken: SessionToken.slice(1) }',
  },
  {
    what: 'a session policy without the creation of roles',
    file: 'lib/aws/session-policy.ts',
    from: "  'CreateRole',\n",
    to: '',
  },
  {
    what: 'a session policy for another role',
    file: 'lib/aws/session-policy.ts',
    from: 'Resource: patterns(account, name) },\n    {',
    to: "Resource: patterns(account, 'other') },\n    {",
  },
  {
    what: 'a session longer than a chained role has',
    file: sessions,
    from: 'const SESSION_SECONDS = 900',
    to: 'const SESSION_SECONDS = 43_201',
  },
  {
    what: 'a role session name that STS does not take',
    file: sessions,
    from: 'RoleSessionName: sessionName(how.execution),',
    to: "RoleSessionName: how.execution.concat('/x'),",
  },
  {
    what: 'a client of Secrets Manager in another region',
    file: 'lib/services.ts',
    from: 'new SecretsManagerClient(client)',
    to: "new SecretsManagerClient({ ...client, region: 'eu-west-1' })",
  },
  {
    what: 'is_master for a member account',
    file: 'lib/vendors/crowdstrike/ensure-registered.ts',
    from: 'is_master: isManagementAccount,',
    to: 'is_master: true,',
  },
  {
    what: 'a product that CrowdStrike does not have',
    file: 'lib/vendors/crowdstrike/cloud-security.ts',
    from: "product: 'cspm'",
    to: "product: 'cspmx'",
    family: 'cloud-security',
  },
  {
    what: 'a feature that CrowdStrike does not have',
    file: 'lib/vendors/crowdstrike/cloud-security.ts',
    from: "features: ['iom']",
    to: "features: ['inventory']",
    family: 'cloud-security',
  },
  {
    what: "another account's role registered",
    file: 'lib/vendors/crowdstrike/request.ts',
    from: 'roleArn(account, {',
    to: "roleArn({ ...account, id: '999988887777' }, {",
  },
  {
    what: 'a role of another name than the registered one',
    file: 'lib/vendors/crowdstrike/role.ts',
    from: 'name: settings.roleName,',
    to: "name: settings.roleName.concat('2'),",
  },
  {
    what: 'a description that IAM does not take',
    file: cloudcraftRole,
    from: "description: '",
    to: "description: '\\u2713 ",
  },
  {
    what: 'a role that lives for too long',
    file: cloudcraftRole,
    from: 'maxSessionSeconds: 3600',
    to: 'maxSessionSeconds: 360_000',
  },
  {
    what: 'no inline policy put into the role',
    file: 'lib/role/drift.ts',
    from: '...puts(spec).filter(({ policyName }) =>',
    to: '...puts(spec).filter(({ policyName }) => false &&',
  },
];
