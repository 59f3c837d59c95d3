import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { listed } from '../../emulators/aws/policy-document.ts';
import { verdict } from '../../emulators/aws/policy-verdict.ts';
import { ACCOUNT, BOUNDARY, deployerPolicy } from './deployer-policy.ts';
import { resourcesWith } from './deployment.ts';
import { policiesOf } from './role-policies.ts';
import { ROOT } from './sources.ts';

const [deployer, boundary] = [deployerPolicy('Deployer'), deployerPolicy('Boundary')];

/** What CloudFormation's handlers call, by type of resource. Source: the registry's schemas, as cfn-lint 1.58.0 ships them. */
const handlers = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(readFileSync(`${ROOT}test/configuration/cloudformation-calls.json`, 'utf8')));

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

const name = 'rollcall-prod';
const region = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const role = `arn:aws:iam::${ACCOUNT}:role/${name}-ensureRole`;
/** The ARNs of a type's resources by their service, as CloudFormation names them in the stack. */
const ARNS: Record<string, string[]> = {
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

const CONTEXT: [string, string[]][] = [
  ['iam:permissionsboundary', [BOUNDARY]],
  ['aws:calledviafirst', ['cloudformation.amazonaws.com']],
];
const ask = (action: string, resource: string, context: [string, string[]][] = CONTEXT, by = deployer) =>
  verdict([by], { action, resource, context: new Map(context) });
const passing = (service: string): [string, string[]][] => [
  ...CONTEXT,
  ['iam:passedtoservice', [`${service}.amazonaws.com`]],
];

describe('the deployer', () => {
  it.each([...new Set(Object.values(handlers).flat())].filter(isUsed).sort())(
    'may call %s, as CloudFormation does for the stack',
    (action) => {
      const [service = ''] = action.split(':');
      const objects = action.startsWith('s3:GetObject') ? [BUNDLE] : undefined;
      const targets = objects ?? (WITHOUT.test(action) ? ['*'] : (ARNS[service] ?? []));
      expect(targets).not.toEqual([]);
      const contexts = action === 'iam:PassRole' ? ['lambda', 'states', 'events'].map(passing) : [CONTEXT];
      for (const context of contexts)
        expect(targets.filter((arn) => ask(action, arn, context) !== 'allowed')).toEqual([]);
    },
  );

  // Recorded between serverless and an emulated control plane: package, deploy, upgrade, list, info, rollback, remove.
  it.each([
    ...['CreateChangeSet', 'DeleteChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet', 'DescribeStackEvents'],
    ...[
      'DescribeStackResource',
      'DescribeStackResources',
      'DescribeStacks',
      'ListStackResources',
      'DeleteStack',
      'GetTemplate',
    ],
    ...['DetectStackDrift', 'UpdateStack', 'CreateStack'],
  ])('may call cloudformation:%s of its own stack alone', (operation) => {
    expect(ask(`cloudformation:${operation}`, STACK)).toBe('allowed');
    expect(ask(`cloudformation:${operation}`, STACK.replace(name, 'other'))).toBe('implicitly denied');
  });

  it.each([
    ['cloudformation:ValidateTemplate', '*'],
    ['lambda:GetFunction', ARNS['lambda']?.[0] ?? ''],
    ['s3:ListBucket', ARNS['s3']?.[1] ?? ''],
    ...['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:DeleteObjectVersion'].map(
      (action): [string, string] => [action, BUNDLE],
    ),
  ])('may call %s, as serverless does', (action, resource) => {
    expect(ask(action, resource, [])).toBe('allowed');
  });

  const anyRole = `arn:aws:iam::${ACCOUNT}:role/admin`;
  it.each<[string, string, string, [string, string[]][]]>([
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
  ])('may not %s', (_, action, resource, context) => {
    expect(ask(action, resource, context)).toBe('implicitly denied');
  });

  it('may not import a resource that the stack did not make', () => {
    const types: [string, string[]][] = [['cloudformation:importresourcetypes', ['AWS::KMS::Key']]];
    expect(ask('cloudformation:CreateChangeSet', STACK, types)).toBe('explicitly denied');
  });

  it('has policies that are not longer than IAM takes', () => {
    // Source: IAM User Guide, "IAM and AWS STS quotas": 6,144 characters without white space.
    for (const document of [deployer, boundary])
      expect(JSON.stringify(document).replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
  });
});

const bounded = await resourcesWith({ accessRoles: 'RollcallAccess', managementAccountId: '999988887777' });
const roles = [...bounded].flatMap(([id, { Type }]) => (Type === 'AWS::IAM::Role' ? [id] : []));
const values = { Failures: region('sns', `${name}-failures`), Reports: `${name}-reports-abc` };

/** As the stack's roles use keys and access roles: by these services, in the organization. */
const USED: [string, string[]][] = [
  ['kms:viaservice', ['sns.us-east-1.amazonaws.com']],
  ['aws:resourceorgid', ['o-ours']],
  ['aws:principalorgid', ['o-ours']],
];

describe('the boundary', () => {
  it.each(roles)('lets %s do all that its own policies allow', (id) => {
    const missing = Object.values(policiesOf(id, { stack: bounded, values })).flatMap(({ Statement }) =>
      listed(Statement).flatMap(({ Action = [], Resource = [] }) =>
        listed(Action).flatMap((action) =>
          listed(Resource)
            .map((arn) => named(action, arn))
            .filter((arn) => ask(action, arn, USED, boundary) !== 'allowed')
            .map((arn) => `${action} ${arn}`),
        ),
      ),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    'iam:CreateUser',
    'iam:AttachRolePolicy',
    'iam:PassRole',
    'organizations:LeaveOrganization',
    'ec2:RunInstances',
  ])('does not let a role do %s, whatever its policies allow', (action) => {
    expect(ask(action, '*', [], boundary)).toBe('implicitly denied');
  });

  it.each<[string, string[]]>([
    ['no service', []],
    ['another service', ['ec2.us-east-1.amazonaws.com']],
  ])('does not let a role use a key by %s', (_, service) => {
    const via: [string, string[]][] = service.length === 0 ? [] : [['kms:viaservice', service]];
    expect(ask('kms:Decrypt', ARNS['kms']?.[0] ?? '', via, boundary)).toBe('implicitly denied');
  });

  it.each([['o-other'], undefined])(
    'does not let a role assume one of the organization %j',
    (organization) => {
      const context: [string, string[]][] = [['aws:principalorgid', ['o-ours']]];
      if (organization !== undefined) context.push(['aws:resourceorgid', organization]);
      const access = 'arn:aws:iam::444455556666:role/RollcallAccess';
      expect(ask('sts:AssumeRole', access, context, boundary)).toBe('implicitly denied');
    },
  );

  it('lets a role assume the narrow access role alone', () => {
    const of = (it: string) => ask('sts:AssumeRole', `arn:aws:iam::444455556666:role/${it}`, USED, boundary);
    expect(['RollcallAccess', 'RollcallAccess-prod', 'OrganizationAccountAccessRole'].map(of)).toEqual([
      'allowed',
      'allowed',
      'implicitly denied',
    ]);
  });
});

/** An ARN with the names that CloudFormation gives what the template leaves without one. */
function named(action: string, arn: string): string {
  const [service = ''] = action.split(':');
  if (!arn.startsWith('arn:aws:deployed:::')) return arn;
  const id = arn.replace('arn:aws:deployed:::', '').replace(/\.Arn$/, '');
  if (service === 'states') return region('states', `stateMachine:${name}-${id}`);
  if (service === 'lambda') return region('lambda', `function:${name}-${id}`);
  return ARNS[service]?.[0] ?? arn;
}

it('every type of resource of the stack is among those whose calls are known', async () => {
  const stack = await resourcesWith({
    managementAccountId: '999988887777',
    notificationAddress: 'a@example.com',
  });
  const types = [...stack.values()].map(({ Type }) => Type);
  expect([...new Set(types)].filter((type) => !Object.hasOwn(handlers, type))).toEqual([]);
});
