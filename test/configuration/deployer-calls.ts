import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Verdict } from '../../emulators/aws/policy-verdict.ts';
import { ACCOUNT, BOUNDARY } from './deployer-policy.ts';
import { ROOT } from './sources.ts';

type Keys = [string, string[]][];

/** A call that a policy of `infrastructure/deployer/` has to allow, or not. The keys of its context are in lower case. */
export interface Call {
  /** What somebody does, or tries: 'may call iam:CreateRole'. */
  what: string;
  of: 'Deployer' | 'Boundary';
  action: string;
  resource: string;
  context: Keys;
  decision: Verdict;
}

/** What CloudFormation's handlers call, by type of resource. Source: the registry's schemas; test/scanners/ compares. */
export const handlers = v.parse(
  v.record(v.string(), v.array(v.string())),
  JSON.parse(readFileSync(`${ROOT}test/configuration/cloudformation-calls.json`, 'utf8')),
);

/** What handlers call only for properties that the stack does not have, and what needs no permission of the caller. */
const UNUSED: [RegExp, string][] = [
  [
    /^(ec2|elasticfilesystem|s3files|s3tables|firehose|kinesis):/,
    'networks, file systems, tables and streams',
  ],
  [
    /^s3:REST|^s3:.*(Metadata|Inventory|Acceler|Analytics|CORS|Cors|Website|Metrics|Logging|Abac|Acl|ListTagsForResource|ObjectMetadata)/,
    'buckets',
  ],
  [
    /^s3:(Put|Delete|Get)(Bucket)?(Replication|Notification|IntelligentTiering|Lifecycle$|Encryption$)/,
    'buckets, by calls that are not actions',
  ],
  [
    /^s3:(PutBucketObjectLockConfiguration|DeleteObject)$/,
    'an action has another name, and a bucket that is retained is not emptied',
  ],
  [
    /^iam:(\w*(User|Group)Policy|CreateServiceLinkedRole|DeleteRolePermissionsBoundary)$/,
    'users, groups, and a boundary that is removed',
  ],
  [
    /^kms:(CreateGrant|RevokeGrant|Decrypt|Encrypt|GenerateDataKey\w*|ReEncrypt\w*|ListAliases)$/,
    'keys of functions, buses and tables',
  ],
  [
    /^lambda:(PassCapacityProvider|AssociateRuntimeAlias|GetLayerVersion|GetCodeSigningConfig)$/,
    'layers, code signing, capacity',
  ],
  [
    /^logs:(AssociateKmsKey|DisassociateKmsKey|PutBearerTokenAuthentication|PutLogGroupDeletionProtection|DeleteLogGroup|Delete(Index|DataProtection)Policy|PutLogEvents|CreateLogStream|DescribeLogStreams)$/,
    'keys of log groups, and their deletion: they are retained',
  ],
  [
    /^dynamodb:(.*(Replica|Kinesis|Import|ContributorInsights|Item)\w*|Scan|Query)$/,
    'replicas, streams and items',
  ],
];
const isUsed = (action: string) => !UNUSED.some(([pattern]) => pattern.test(action));

export const name = 'rollcall-prod';
export const region = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const role = `arn:aws:iam::${ACCOUNT}:role/${name}-ensureRole`;
/** The ARNs of a type's resources by their service, as CloudFormation names them in the stack. */
export const ARNS: Record<string, string[]> = {
  lambda: [region('lambda', `function:${name}-ensureRole`)],
  states: [region('states', `stateMachine:${name}-enroll-account`)],
  events: [
    region('events', `rule/${name}-account-created`),
    region('events', `rule/${name}-organization/${name}-account-created`),
    region('events', `event-bus/${name}-organization`),
  ],
  sqs: [region('sqs', `${name}-UndeliveredEvents-AbC`)],
  sns: [region('sns', `${name}-failures`)],
  cloudwatch: [
    region('cloudwatch', `alarm:${name}-EventLost-AbC`),
    `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${name}`,
  ],
  logs: [
    region('logs', `log-group:${name}-AuditLog-AbC`),
    region('logs', `log-group:/aws/vendedlogs/states/${name}-roll-call-ab`),
  ],
  iam: [role, `arn:aws:iam::${ACCOUNT}:role/${name}-StartEnrollAccountRole-AbC`],
  kms: [region('kms', 'key/12ab')],
  s3: [`arn:aws:s3:::${name}-reports-abc`, `arn:aws:s3:::${name}-serverlessdeploymentbucket-abc`],
  dynamodb: [region('dynamodb', `table/${name}-Paces-AbC`)],
};
const BUNDLE = `arn:aws:s3:::${name}-serverlessdeploymentbucket-abc/serverless/bundle.zip`;
const STACK = region('cloudformation', `stack/${name}/12ab`);
/** What has no resource, or one whose name AWS gives. Source: Service Authorization Reference. */
const WITHOUT =
  /^(kms:CreateKey|logs:\w*(QueryDefinition\w*|ResourcePolic\w*|LogDelivery)|logs:DescribeLogGroups|cloudwatch:DescribeAlarms|sns:(Unsubscribe|GetSubscriptionAttributes))$/;

const CONTEXT: Keys = [
  ['iam:permissionsboundary', [BOUNDARY]],
  ['aws:calledviafirst', ['cloudformation.amazonaws.com']],
];
const passing = (service: string): Keys => [
  ...CONTEXT,
  ['iam:passedtoservice', [`${service}.amazonaws.com`]],
];

/** As CloudFormation's handlers call for the stack. */
const deploying = [...new Set(Object.values(handlers).flat())]
  .filter(isUsed)
  .sort()
  .flatMap((action) => {
    const [service = ''] = action.split(':');
    const objects = action.startsWith('s3:GetObject') ? [BUNDLE] : undefined;
    const targets = objects ?? (WITHOUT.test(action) ? ['*'] : (ARNS[service] ?? []));
    const contexts = action === 'iam:PassRole' ? ['lambda', 'states', 'events'].map(passing) : [CONTEXT];
    return contexts.flatMap((context) => targets.map((resource) => may(action, resource, context)));
  });

/** Recorded between serverless and an emulated control plane: package, deploy, upgrade, list, info, rollback, remove. */
const STACK_CALLS =
  'CreateChangeSet DeleteChangeSet DescribeChangeSet ExecuteChangeSet DescribeStackEvents DescribeStackResource DescribeStackResources DescribeStacks ListStackResources DeleteStack GetTemplate DetectStackDrift UpdateStack CreateStack';
const serverless = [
  ...STACK_CALLS.split(' ').map((operation) => may(`cloudformation:${operation}`, STACK)),
  may('cloudformation:ValidateTemplate', '*'),
  may('lambda:GetAccountSettings', '*'),
  may('lambda:GetFunction', ARNS['lambda']?.[0] ?? ''),
  may('s3:ListBucket', ARNS['s3']?.[1] ?? ''),
  ...['PutObject', 'GetObject', 'DeleteObject', 'DeleteObjectVersion'].map((it) => may(`s3:${it}`, BUNDLE)),
];

function may(action: string, resource: string, context: Keys = []): Call {
  return { what: `may call ${action}`, of: 'Deployer', action, resource, context, decision: 'allowed' };
}

const anyRole = `arn:aws:iam::${ACCOUNT}:role/admin`;
const forbidden: [string, string, string, Keys][] = [
  ...STACK_CALLS.split(' ').map((operation): [string, string, string, Keys] => [
    `call ${operation} of another stack`,
    `cloudformation:${operation}`,
    STACK.replace(name, 'other'),
    CONTEXT,
  ]),
  ['make a role without the boundary', 'iam:CreateRole', role, []],
  [
    'make a role with a boundary of its own',
    'iam:CreateRole',
    role,
    [['iam:permissionsboundary', ['arn:aws:iam::aws:policy/AdministratorAccess']]],
  ],
  ['make a role of another name', 'iam:CreateRole', anyRole, CONTEXT],
  ['give a role without the boundary a policy', 'iam:PutRolePolicy', role, []],
  ['attach a policy to such a role', 'iam:AttachRolePolicy', role, []],
  [
    'put another boundary',
    'iam:PutRolePermissionsBoundary',
    role,
    [['iam:permissionsboundary', ['arn:aws:iam::aws:policy/AdministratorAccess']]],
  ],
  ['remove a boundary', 'iam:DeleteRolePermissionsBoundary', role, CONTEXT],
  ['change the boundary', 'iam:CreatePolicyVersion', BOUNDARY, CONTEXT],
  ['change its own policy', 'iam:CreatePolicyVersion', BOUNDARY.replace('Boundary', 'Deployer'), CONTEXT],
  [
    'give itself a policy',
    'iam:PutRolePolicy',
    `arn:aws:iam::${ACCOUNT}:role/RollcallDeployer-prod`,
    CONTEXT,
  ],
  ['trust itself to another role', 'iam:UpdateAssumeRolePolicy', anyRole, CONTEXT],
  ['make a user', 'iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/rollcall-prod-admin`, CONTEXT],
  ['pass another role', 'iam:PassRole', anyRole, passing('lambda')],
  ['pass a role to a machine', 'iam:PassRole', role, passing('ec2')],
  [
    'assume the access role of a member',
    'sts:AssumeRole',
    'arn:aws:iam::444455556666:role/OrganizationAccountAccessRole',
    [],
  ],
  [
    "read the vendors' secrets",
    'secretsmanager:GetSecretValue',
    region('secretsmanager', 'secret:rollcall/cloudcraft-AbC'),
    [],
  ],
  ['delete the audit', 'logs:DeleteLogGroup', ARNS['logs']?.[0] ?? '', CONTEXT],
  ['delete a report', 's3:DeleteObject', `${ARNS['s3']?.[0]}/coverage/latest.json`, CONTEXT],
  [
    'change the function of another stack',
    'lambda:UpdateFunctionCode',
    region('lambda', 'function:payments-prod-pay'),
    CONTEXT,
  ],
  ['use a key', 'kms:PutKeyPolicy', ARNS['kms']?.[0] ?? '', []],
  ['give others the use of a key', 'kms:CreateGrant', ARNS['kms']?.[0] ?? '', CONTEXT],
];

const accessRole = 'arn:aws:iam::444455556666:role/RollcallAccess';
const KEY = ARNS['kms']?.[0] ?? '';
const OURS: Keys = [['aws:principalorgid', ['o-ours']]];
/** Whatever the policies of a role allow. */
const unbounded: [string, string, string, Keys][] = [
  ...[
    'iam:CreateUser',
    'iam:AttachRolePolicy',
    'iam:PassRole',
    'organizations:LeaveOrganization',
    'ec2:RunInstances',
  ].map((action): [string, string, string, Keys] => [`call ${action}`, action, '*', []]),
  ['use a key by no service', 'kms:Decrypt', KEY, []],
  ['use a key by another service', 'kms:Decrypt', KEY, [['kms:viaservice', ['ec2.us-east-1.amazonaws.com']]]],
  ['assume a role of no organization', 'sts:AssumeRole', accessRole, OURS],
  [
    'assume a role of another organization',
    'sts:AssumeRole',
    accessRole,
    [...OURS, ['aws:resourceorgid', ['o-other']]],
  ],
];

/** Every call that is known to be made, and those that nobody may make. */
export const calls: Call[] = [
  ...deploying,
  ...serverless,
  ...denied('Deployer', 'may not', forbidden),
  ...denied('Boundary', 'lets no role', unbounded),
  {
    ...may('cloudformation:CreateChangeSet', STACK, [
      ['cloudformation:importresourcetypes', ['AWS::KMS::Key']],
    ]),
    what: 'may not import what the stack did not make',
    decision: 'explicitly denied',
  },
];

function denied(of: Call['of'], verb: string, list: typeof forbidden): Call[] {
  return list.map(([what, action, resource, context]) => ({
    ...{ what: `${verb} ${what}`, of, action, resource, context, decision: 'implicitly denied' },
  }));
}
