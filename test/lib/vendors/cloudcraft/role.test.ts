import * as v from 'valibot';
import { UntrustedPrincipalError, VendorRejectedError, VendorResponseError } from '../../../../lib/errors.ts';
import type { PolicyDocument } from '../../../../lib/role/policy.ts';
import { cloudcraftRole } from '../../../../lib/vendors/cloudcraft/role.ts';
import { CloudcraftSettings } from '../../../../lib/vendors/cloudcraft/settings.ts';
import { account, allowing, request } from '../../role-builder.ts';
import { openVendor } from '../open-vendor.ts';

const { externalId } = request();
const accountId = '968898580625';
const allowed = (settings: object = {}, rolePath = '/') => ({
  settings: v.parse(CloudcraftSettings, { trustedAccountId: accountId, ...settings }),
  rolePath,
});
const statement = { Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' };

/** The role with that policy as Cloudcraft's minimal one. */
const withPolicy = (policy: PolicyDocument) =>
  cloudcraftRole(account, request({ policy }), allowed({ policy: 'minimal' }));

/** The role with Cloudcraft's minimal policy of these actions. */
const minimal = (...actions: string[]) => withPolicy(allowing(...actions));

it("the role is the one of Cloudcraft's guide", () => {
  expect(cloudcraftRole(account, request(), allowed())).toEqual({
    name: 'cloudcraft',
    path: '/',
    description: 'Programmatically created IAM role for use with Cloudcraft.',
    maxSessionSeconds: 3600,
    trustedPrincipal: 'arn:aws:iam::968898580625:root',
    externalId,
    managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    inlinePolicies: {},
  });
});

it("the role is of the account's partition, with the configured name and path", () => {
  const gov = { ...account, partition: 'aws-us-gov' as const };
  const principal = `arn:aws-us-gov:iam::${accountId}:root`;
  expect(
    cloudcraftRole(gov, request({ principal }), allowed({ roleName: 'diagrams' }, '/vendors/')),
  ).toMatchObject({
    name: 'diagrams',
    path: '/vendors/',
    trustedPrincipal: principal,
    managedPolicyArns: ['arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess'],
  });
});

it.each([
  ['the root of another account', 'arn:aws:iam::111111111111:root'],
  ['a role of the pinned account', `arn:aws:iam::${accountId}:role/any`],
  ['the root in another partition', `arn:aws-us-gov:iam::${accountId}:root`],
])('%s is refused', (_, principal) => {
  const role = () => cloudcraftRole(account, request({ principal }), allowed());
  expect(role).toThrow(UntrustedPrincipalError);
  expect(role).toThrow(
    `it answers ${principal}, and the parameter cloudcraft pins arn:aws:iam::${accountId}:`,
  );
});

it.each([
  ['a policy where ReadOnlyAccess is set', { policy: allowing('ec2:Describe*') }, 'ReadOnlyAccess'],
  ['no policy where the minimal one is set', {}, 'minimal'],
])('%s is refused', (_, answered, policy) => {
  expect(() => cloudcraftRole(account, request(answered), allowed({ policy }))).toThrow(
    UntrustedPrincipalError,
  );
});

describe("Cloudcraft's own policy is taken", () => {
  it.each([
    ['ec2:Describe*', 'ec2:DescribeInstances'],
    ['s3:ListAllMyBuckets', 's3:GetBucketLocation'],
    ['apigateway:GET'],
    ['dynamodb:BatchGetItem', 'athena:BatchGetQueryExecution'],
    ['sts:GetCallerIdentity', 'secretsmanager:ListSecrets', 'secretsmanager:DescribeSecret'],
    ['cloudtrail:LookupEvents', 'tag:GetResources', 'health:Describe*'],
    ['ec2:Get*', 'ec2:GetTransitGateway*', 'ecr:GetRepository*'],
    ['iam:GetAccountPasswordPolicy', 'mediaconnect:GetRouterInput'],
  ])('when it only reads: %s', (...actions) => {
    const role = minimal(...actions);
    expect(role).toMatchObject({
      managedPolicyArns: [],
      inlinePolicies: { 'cloudcraft-minimal': allowing(...actions) },
    });
  });

  it('also when a name is full of stars, which a pattern of as many would never be done with', () => {
    const action = `ec2:Get${'*'.repeat(30)}x`;
    expect(minimal(action).inlinePolicies).toEqual({ 'cloudcraft-minimal': allowing(action) });
  });

  it('when it denies beyond that', () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [statement, { ...statement, Effect: 'Deny', Action: '*' }],
    };
    expect(withPolicy(policy).inlinePolicies).toEqual({ 'cloudcraft-minimal': policy });
  });
});

describe("Cloudcraft's own policy is refused when it does more than read", () => {
  it.each([
    '*',
    '*:*',
    'ec2:*',
    'iam:CreateUser',
    'iam:PassRole',
    'sts:AssumeRole',
    's3:PutObject',
    'ec2:Get*,iam:*',
    'ec2:Get*,iam:CreateUser',
    'iam:*,ec2:Get*',
    'iam:D*',
    'iam:?reateUser',
    'GetUser',
  ])('by %s', (action) => {
    expect(() => minimal('ec2:Describe*', action)).toThrow(UntrustedPrincipalError);
    expect(() => minimal('ec2:Describe*', action)).toThrow(`more than reading: ${action}`);
  });

  it.each([
    'secretsmanager:GetSecretValue',
    'secretsmanager:Get*',
    'secretsmanager:BatchGetSecretValue',
    'sts:GetFederationToken',
    'redshift:GetClusterCredentials',
    'elasticmapreduce:GetClusterSession*',
    'lightsail:GetRelationalDatabaseMasterUser*',
    'ec2:GetPasswordData',
    'ssm:GetParameter*',
    's3:GetDataAccess*',
    'ecr:GetAuthorizationToken',
    'ecr:GetAuthorization*',
    'glue:GetCredential**',
    'datazone:GetEnvironment*',
    'bedrock-agentcore:GetResourceApiKey',
    'ec2:GetPass*',
    'ec2:get*word*',
    's3:GetDataAcc*',
    's3:G*',
    'connect:GetFederationToken',
    'glue:GetCredential',
    'ds:GetPassword',
  ])('by handing out secrets: %s', (action) => {
    expect(() => minimal(action)).toThrow(UntrustedPrincipalError);
  });

  it('when it is too long for IAM, by a single character', () => {
    const rest = 10_240 - JSON.stringify(allowing('ec2:Describe')).length;
    const longest = `ec2:Describe${'x'.repeat(rest)}`;
    expect(minimal(longest).inlinePolicies).toEqual({ 'cloudcraft-minimal': allowing(longest) });
    expect(() => minimal(`${longest}x`)).toThrow(VendorResponseError);
    expect(() => minimal(`${longest}x`)).toThrow('IAM takes 10240 in a role');
  });

  it('and names only the beginning of a long list, and of a long name', () => {
    const named = ['iam:A', 'iam:B', 'iam:C', 'iam:D', 'iam:E', 'iam:F'];
    expect(() => minimal(...named)).toThrow(/reading: iam:A, iam:B, iam:C, iam:D, iam:E[^,]/);
    expect(() => minimal(`iam:${'x'.repeat(1000)}`)).toThrow(/reading: iam:x{496}[^x]/);
  });

  it('by all but a few actions', () => {
    const { Action, ...rest } = { ...statement, NotAction: 's3:*' };
    expect(() => withPolicy({ Version: '2012-10-17', Statement: rest })).toThrow('all but a few actions');
  });
});

describe('asked of Cloudcraft', () => {
  it('the minimal policy comes in place of ReadOnlyAccess', async () => {
    const { roleOf } = await openVendor('cloudcraft', { settings: { policy: 'minimal' } });
    const { managedPolicyArns, inlinePolicies } = await roleOf();
    expect(managedPolicyArns).toEqual([]);
    expect(JSON.stringify(inlinePolicies['cloudcraft-minimal'])).toContain('ec2:Describe*');
  });

  it('no policy is asked for where ReadOnlyAccess is wanted', async () => {
    const { roleOf } = await openVendor('cloudcraft', { switches: { cloudcraft: { policies: 'absent' } } });
    const managedPolicyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
    await expect(roleOf()).resolves.toMatchObject({ managedPolicyArns, inlinePolicies: {} });
  });

  it('a minimal policy that Cloudcraft has not is VendorRejectedError', async () => {
    const { vendor } = await openVendor('cloudcraft', {
      settings: { policy: 'minimal' },
      switches: { cloudcraft: { policies: 'absent' } },
    });
    await expect(vendor.prepare(account)).rejects.toThrow(VendorRejectedError);
  });

  it('a minimal policy that grants everything is refused before any role is made', async () => {
    const body = JSON.stringify(allowing('*'));
    const { vendor } = await openVendor('cloudcraft', {
      settings: { policy: 'minimal' },
      faults: [{ to: 'cloudcraft', call: 'policy/minimal', answer: { status: 200, headers: {}, body } }],
    });
    await expect(vendor.prepare(account)).rejects.toThrow(UntrustedPrincipalError);
  });

  it.each([
    ['accountId', { accountId: '9688', externalId }],
    ['accountId', { accountId: '*', externalId }],
    ['accountId', { accountId: `${accountId}0`, externalId }],
    ['accountId', { accountId: `arn:aws:iam::${accountId}`, externalId }],
    ['externalId', { accountId, externalId: '*' }],
    ['externalId', { accountId, externalId: 'short' }],
    ['externalId', { accountId }],
  ])('role parameters with a wrong %s are VendorResponseError', async (field, body) => {
    const answer = { status: 200, headers: {}, body: JSON.stringify(body) };
    const { vendor } = await openVendor('cloudcraft', {
      faults: [{ to: 'cloudcraft', call: 'iamParameters', answer }],
    });
    const prepared = vendor.prepare(account);
    await expect(prepared).rejects.toThrow(VendorResponseError);
    await expect(prepared).rejects.toThrow(`${field}: `);
  });
});
