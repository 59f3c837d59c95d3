import { UntrustedPrincipalError, VendorRejectedError, VendorResponseError } from '../../../../lib/errors.ts';
import type { CloudcraftConnection } from '../../../../lib/vendors/cloudcraft/connection.ts';
import { cloudcraftRole } from '../../../../lib/vendors/cloudcraft/role.ts';
import { account, allowing } from '../../role-builder.ts';
import { openVendor } from '../open-vendor.ts';

const externalId = 'ex53e827-a724-4a2a-9fec-b13761540785';
const accountId = '968898580625';
const connection: CloudcraftConnection = {
  url: 'https://api.cloudcraft.co',
  apiKey: 'x'.repeat(44),
  trustedAccountId: accountId,
  region: 'us-east-1',
  roleName: 'cloudcraft',
  policy: 'ReadOnlyAccess',
};
const ingredients = {
  connection,
  rolePath: '/',
  iamParameters: { accountId, externalId },
  minimalPolicy: undefined,
};
const statement = { Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' };

/** The role with Cloudcraft's minimal policy of these actions. */
const minimal = (...actions: string[]) =>
  cloudcraftRole(account, { ...ingredients, minimalPolicy: allowing(...actions) });

it("the role is the one of Cloudcraft's guide", () => {
  expect(cloudcraftRole(account, ingredients)).toEqual({
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
  const how = { ...ingredients, connection: { ...connection, roleName: 'diagrams' }, rolePath: '/vendors/' };
  expect(cloudcraftRole({ ...account, partition: 'aws-us-gov' }, how)).toMatchObject({
    name: 'diagrams',
    path: '/vendors/',
    trustedPrincipal: 'arn:aws-us-gov:iam::968898580625:root',
    managedPolicyArns: ['arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess'],
  });
});

it('an account that is not the pinned one is refused', () => {
  const role = () =>
    cloudcraftRole(account, { ...ingredients, iamParameters: { accountId: '111111111111', externalId } });
  expect(role).toThrow(UntrustedPrincipalError);
  expect(role).toThrow('it answers 111111111111, and the secret pins 968898580625');
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
    const minimalPolicy = {
      Version: '2012-10-17',
      Statement: [statement, { ...statement, Effect: 'Deny', Action: '*' }],
    };
    expect(cloudcraftRole(account, { ...ingredients, minimalPolicy }).inlinePolicies).toEqual({
      'cloudcraft-minimal': minimalPolicy,
    });
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
    const minimalPolicy = { Version: '2012-10-17', Statement: rest };
    expect(() => cloudcraftRole(account, { ...ingredients, minimalPolicy })).toThrow('all but a few actions');
  });
});

describe('asked of Cloudcraft', () => {
  it('the minimal policy comes in place of ReadOnlyAccess', async () => {
    const { vendor } = await openVendor('cloudcraft', { secret: { policy: 'minimal' } });
    const { managedPolicyArns, inlinePolicies } = await vendor.prepare(account);
    expect(managedPolicyArns).toEqual([]);
    expect(JSON.stringify(inlinePolicies['cloudcraft-minimal'])).toContain('ec2:Describe*');
  });

  it('no policy is asked for where ReadOnlyAccess is wanted', async () => {
    const { vendor } = await openVendor('cloudcraft', { switches: { cloudcraft: { policies: 'absent' } } });
    const managedPolicyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
    await expect(vendor.prepare(account)).resolves.toMatchObject({ managedPolicyArns, inlinePolicies: {} });
  });

  it('a minimal policy that Cloudcraft has not is VendorRejectedError', async () => {
    const { vendor } = await openVendor('cloudcraft', {
      secret: { policy: 'minimal' },
      switches: { cloudcraft: { policies: 'absent' } },
    });
    await expect(vendor.prepare(account)).rejects.toThrow(VendorRejectedError);
  });

  it('a minimal policy that grants everything is refused before any role is made', async () => {
    const body = JSON.stringify(allowing('*'));
    const { vendor } = await openVendor('cloudcraft', {
      secret: { policy: 'minimal' },
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
