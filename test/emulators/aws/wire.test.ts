import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as sts from '@aws-sdk/client-sts';
import * as v from 'valibot';
import { awsFault } from '../../../emulators/aws/fault.ts';
import { writeQuery } from '../../../emulators/aws/wire-query.ts';
import { Fault } from '../../../emulators/network/fault.ts';
import { trusting } from '../../moto/scenarios/documents.ts';
import type { Clients } from '../../moto/target.ts';
import { member, start } from './start.ts';

it('XML is written with escapes, dates and empty lists', () => {
  const output = { Roles: [{ RoleName: 'a<b', CreateDate: new Date(0), Tags: [] }], IsTruncated: false };
  expect(writeQuery(iam.ListRoles$, 'urn:x', { output, requestId: 'r-1' })).toBe(
    '<ListRolesResponse xmlns="urn:x"><ListRolesResult><Roles><member><RoleName>a&lt;b</RoleName><CreateDate>1970-01-01T00:00:00Z</CreateDate><Tags/></member></Roles><IsTruncated>false</IsTruncated></ListRolesResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></ListRolesResponse>',
  );
});

describe('awsFault', () => {
  const refusals: [call: string, code: string, name: string, status: number][] = [
    ['iam:CreateRole', 'ConcurrentModification', 'ConcurrentModificationException', 409],
    ['iam:CreateRole', 'ConcurrentModificationException', 'ConcurrentModificationException', 409],
    ['iam:CreateRole', 'ServiceFailure', 'ServiceFailureException', 500],
    ['iam:CreateRole', 'Throttling', 'Throttling', 400],
    ['sts:AssumeRole', 'AccessDenied', 'AccessDenied', 403],
    ['sts:AssumeRole', 'RegionDisabledException', 'RegionDisabledException', 403],
    ['sts:AssumeRole', 'PackedPolicyTooLarge', 'PackedPolicyTooLargeException', 400],
    ['organizations:ListAccounts', 'TooManyRequestsException', 'TooManyRequestsException', 400],
    ['organizations:ListAccounts', 'ServiceException', 'ServiceException', 500],
    ['secretsmanager:GetSecretValue', 'AccessDenied', 'AccessDeniedException', 400],
    ['secretsmanager:GetSecretValue', 'InternalServiceError', 'InternalServiceError', 500],
  ];

  it.each(refusals)('plays for %s the error %s', async (call, code, name, status) => {
    const { admin, network } = await start();
    network.faults = [v.parse(Fault, { to: 'aws', call, answer: awsFault(call, code, 'as played') })];
    const sent = {
      'iam:CreateRole': () =>
        admin.iam.send(
          new iam.CreateRoleCommand({ RoleName: 'x', AssumeRolePolicyDocument: trusting(member) }),
        ),
      'sts:AssumeRole': () => admin.enter(),
      'organizations:ListAccounts': () => admin.organizations.send(new organizations.ListAccountsCommand({})),
      'secretsmanager:GetSecretValue': () =>
        admin.secrets.send(new secretsManager.GetSecretValueCommand({ SecretId: 'x' })),
    }[call];
    await expect(sent?.()).rejects.toMatchObject({
      name,
      message: 'as played',
      $metadata: { httpStatusCode: status },
    });
  });

  it('knows no error that the service does not have', () => {
    expect(() => awsFault('iam:CreateRole', 'NoSuchThing')).toThrow(
      'iam:CreateRole cannot answer NoSuchThing',
    );
    expect(() => awsFault('sqs:SendMessage', 'AccessDenied')).toThrow();
  });
});

describe('a request that cannot be served', () => {
  it('is refused when its operation is not emulated', async () => {
    const { admin, network } = await start();
    await expect(admin.sts.send(new sts.GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'InvalidAction',
    });
    await expect(
      admin.organizations.send(new organizations.ListHandshakesForOrganizationCommand({})),
    ).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    expect(network.calls.map(({ name, status }) => [name, status])).toEqual([
      ['sts:GetSessionToken', 400],
      ['organizations:ListHandshakesForOrganization', 400],
    ]);
  });

  it.each<[string, (clients: Clients) => Promise<unknown>, string]>([
    ['IAM', ({ iam: client }) => client.send(new iam.ListRolesCommand({ Marker: 'x' })), 'ValidationError'],
    [
      'Organizations',
      ({ organizations: client }) => client.send(new organizations.ListAccountsCommand({ NextToken: 'x' })),
      'InvalidInputException',
    ],
    [
      'Secrets Manager',
      ({ secrets: client }) => client.send(new secretsManager.ListSecretsCommand({ NextToken: 'x' })),
      'InvalidNextTokenException',
    ],
  ])('is refused by %s when it has a token that was not given out', async (_, list, name) => {
    const { admin } = await start();
    await expect(list(admin)).rejects.toMatchObject({ name });
  });

  it.each<[string, (clients: Clients) => Promise<unknown>, string]>([
    ['IAM', ({ iam: client }) => client.send(new iam.ListRolesCommand({})), 'InvalidAction'],
    [
      'Organizations',
      ({ organizations: client }) => client.send(new organizations.ListRootsCommand({})),
      'UnknownOperationException',
    ],
  ])('is refused by %s in another version of the API', async (_, list, name) => {
    const { admin } = await start();
    for (const { middlewareStack } of [admin.iam, admin.organizations])
      middlewareStack.add(
        (next) => (args) => {
          const request: { body?: string; headers?: Record<string, string> } = Object(args.request);
          const { headers = {}, body } = request;
          request.body = body?.replace('Version=2010-05-08', 'Version=2010-05-09') ?? '';
          headers['x-amz-target'] &&= headers['x-amz-target'].replace('20161128', '20161129');
          return next(args);
        },
        { step: 'build' },
      );
    await expect(list(admin)).rejects.toMatchObject({ name });
  });

  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  it.each([
    {
      ...{ service: 'ec2', shows: form },
      says: /^<Response><Errors><Error>.*<Code>InvalidAction<.*<RequestID>/,
    },
    { service: 'autoscaling', shows: form, says: /^<ErrorResponse.*<Code>InvalidAction</ },
    { service: 'route53', shows: {}, says: /^<ErrorResponse.*<Code>InvalidAction</ },
    { service: 'apigateway', shows: {}, says: /^{"__type":"UnknownOperationException"/ },
    {
      ...{ service: 'monitoring', shows: { 'smithy-protocol': 'rpc-v2-cbor' } },
      says: /__typex.UnknownOperationException/,
    },
  ])('is refused as the client of $service reads it', async ({ service, shows, says }) => {
    const { aws } = await start();
    const { accessKeyId } = aws.addPrincipal({ arn: `arn:aws:iam::${member}:user/one` });
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const headers = { ...shows, authorization };
    const answer = await fetch(aws.url, { method: 'POST', body: 'Action=Some', headers });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(says);
  });
});
