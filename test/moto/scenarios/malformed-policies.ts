import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Scenario } from '../recording.ts';
import { trusting, VENDOR } from './documents.ts';

const one = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const having = (Condition: object) => policy({ ...one, Condition });

/** Identity-based policies that IAM refuses, each with IAM's words. */
export const malformedPolicies: [what: string, document: string, message: string][] = [
  [
    'a resource that is not an ARN',
    policy({ ...one, Resource: 'all' }),
    'Resource all must be in ARN format or "*".',
  ],
  [
    'a resource of an unknown partition',
    policy({ ...one, Resource: 'arn:invalid:s3:::example/*' }),
    'Partition "invalid" is not valid for resource "arn:invalid:s3:::example/*".',
  ],
  [
    'a resource without a service',
    policy({ ...one, Resource: 'arn:aws' }),
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  [
    'a role in a region',
    policy({ ...one, Resource: 'arn:aws:iam:us-east-1:999988887777:role/x' }),
    'IAM resource arn:aws:iam:us-east-1:999988887777:role/x cannot contain region information.',
  ],
  [
    'a bucket in a region',
    policy({ ...one, Resource: 'arn:aws:s3:us-east-1::example' }),
    'Resource arn:aws:s3:us-east-1::example can not contain region information.',
  ],
  [
    'a resource of an unknown kind in IAM',
    policy({ ...one, Resource: 'arn:aws:iam::999988887777:roles/x' }),
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
  ],
  [
    'too short an ARN',
    policy({ ...one, Resource: 'arn:aws:s3::example' }),
    'The policy failed legacy parsing',
  ],
  [
    'two statements of one id',
    policy({ ...one, Sid: 'Read' }, { ...one, Sid: 'Read' }),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  ['an unknown operator', having({ StringEqual: { 'aws:username': 'x' } }), 'Syntax errors in policy.'],
  [
    'a date that is not a date',
    having({ DateLessThan: { 'aws:CurrentTime': 'to-morrow' } }),
    'The policy failed legacy parsing',
  ],
  [
    'an action with two colons',
    policy({ ...one, Action: 's3:Get:Object' }),
    'Actions/Condition can contain only one colon.',
  ],
  [
    'an action without a service',
    policy({ ...one, Action: 'GetObject' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  ['an action of an odd service', policy({ ...one, Action: 's_3:Get' }), 'Vendor s_3 is not valid'],
  ['an empty list of actions', policy({ ...one, Action: [] }), 'Policy statement must contain actions.'],
  [
    'an empty list of resources',
    policy({ ...one, Resource: [] }),
    'Policy statement must contain resources.',
  ],
];

/** Policies that IAM takes, though they look odd. */
const odd: [what: string, document: string][] = [
  ['an action that does not exist', policy({ ...one, Action: 'none:None' })],
  ['any partition', policy({ ...one, Resource: 'arn:*:s3:::example' })],
  ['a bucket access point', policy({ ...one, Resource: 'arn:aws:s3:us-east-1:999988887777:accesspoint/x' })],
  ['two statements without ids', policy(one, one)],
  ['an operator for each value', having({ 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a*'] } })],
  ['a date in seconds', having({ DateLessThan: { 'aws:CurrentTime': '1764000000' } })],
];

/** The grammar of policies, in the inline policies of a role and in its trust. */
export const grammar: Scenario = {
  name: 'grammar of policies',
  async ask(ask, { members: [{ iam }] }) {
    const role = { RoleName: 'grammar' };
    await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: trusting(VENDOR) }));
    for (const [what, PolicyDocument] of [...malformedPolicies, ...odd]) {
      await ask(`put ${what}`, () =>
        iam.send(new PutRolePolicyCommand({ ...role, PolicyName: 'p', PolicyDocument })),
      );
      await iam.send(new DeleteRolePolicyCommand({ ...role, PolicyName: 'p' })).catch(() => undefined);
    }
    const trust = { Effect: 'Allow', Principal: { AWS: VENDOR }, Action: 'sts:AssumeRole' };
    for (const [what, PolicyDocument] of Object.entries({
      'two statements of one id': policy({ ...trust, Sid: 'Vendor' }, { ...trust, Sid: 'Vendor' }),
      'an unknown operator': policy({ ...trust, Condition: { StringEqual: { 'sts:ExternalId': 'x' } } }),
      'two colons': policy({ ...trust, Action: 'sts:Assume:Role' }),
    }))
      await ask(`trust with ${what}`, () =>
        iam.send(new UpdateAssumeRolePolicyCommand({ ...role, PolicyDocument })),
      );
  },
};
