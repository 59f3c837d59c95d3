import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListRootsCommand } from '@aws-sdk/client-organizations';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../../../emulators/aws/add-principal.ts';
import { management, start } from './start.ts';

const arn = `arn:aws:iam::${management}:user/signer`;
const whoAmI = new GetCallerIdentityCommand({});

/** A key of the management account, and clients of STS with it. */
async function startWithKey() {
  const world = await start();
  const key = world.aws.addPrincipal({ arn });
  const sts = (changes: object = {}, credentials: Credentials = key) =>
    new STSClient({
      ...{ endpoint: world.aws.url, region: 'us-east-1', maxAttempts: 1, credentials, ...changes },
    });
  return { ...world, key, sts };
}

describe('a signature', () => {
  it.each<[string, (secret: string) => string]>([
    ['of another secret', () => 'x'.repeat(40)],
    ['of a truncated secret', (secret) => secret.slice(0, -1)],
    ['of a secret with a line end', (secret) => `${secret}\n`],
  ])('%s does not match', async (_, wrong) => {
    const { as, key, sts } = await startWithKey();
    const credentials = { ...key, secretAccessKey: wrong(key.secretAccessKey) };
    await expect(sts({}, credentials).send(whoAmI)).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(as(credentials).organizations.send(new ListRootsCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('of a session matches with the session’s own secret only', async () => {
    const { admin, as, aws } = await startWithKey();
    const inside = await admin.enter();
    await expect(inside.iam.send(new ListRolesCommand({}))).resolves.toBeDefined();
    const [session] = [...aws.state.accessKeys.values()].slice(-1);
    const { accessKeyId = '', session: { token: sessionToken = '' } = {} } = session ?? {};
    const stolen = as({ accessKeyId, sessionToken, secretAccessKey: 'x'.repeat(40) });
    await expect(stolen.iam.send(new ListRolesCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  it.each([
    [14, 'resolves'],
    [-14, 'resolves'],
    [16, 'Signature not yet current'],
    [-16, 'Signature expired'],
  ])('is taken within 15 minutes: %i minutes off', async (minutes, outcome) => {
    const { sts } = await startWithKey();
    const off = sts({ systemClockOffset: minutes * 60_000 }).send(whoAmI);
    if (outcome === 'resolves') await expect(off).resolves.toBeDefined();
    else await expect(off).rejects.toThrow(outcome);
  });

  it('does not match a body that was changed afterwards', async () => {
    const { sts } = await startWithKey();
    const client = sts();
    client.middlewareStack.add(
      (next) => (args) => {
        const request: { body?: string; headers?: Record<string, string> } = Object(args.request);
        const body = `${request.body}&x=1`;
        Object.assign(request, { body });
        Object.assign(request.headers ?? {}, { 'content-length': String(body.length) });
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await expect(client.send(whoAmI)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  it.each(['mars-north-1', 'us-east'])('for the region %s is refused', async (region) => {
    const { sts } = await startWithKey();
    await expect(sts({ region }).send(whoAmI)).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      message: 'Credential should be scoped to a valid region.',
    });
  });

  it('for another service is refused', async () => {
    const { key, aws } = await startWithKey();
    const configuration = { endpoint: aws.url, region: 'us-east-1', credentials: key, maxAttempts: 1 };
    const client = new STSClient(configuration);
    client.config.defaultSigningName = 'iam';
    await expect(client.send(whoAmI)).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      message: "Credential should be scoped to correct service: 'sts'.",
    });
  });
});

describe('a region', () => {
  it('has secrets of its own', async () => {
    const { admin, as, key } = await startWithKey();
    const secret = { SecretId: 'rollcall/cloudcraft' };
    await admin.secrets.send(new CreateSecretCommand({ Name: secret.SecretId, SecretString: 'here' }));
    const elsewhere = as(key, 'eu-west-1').secrets;
    await expect(elsewhere.send(new GetSecretValueCommand(secret))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await elsewhere.send(new CreateSecretCommand({ Name: secret.SecretId, SecretString: 'there' }));
    await expect(admin.secrets.send(new GetSecretValueCommand(secret))).resolves.toMatchObject({
      SecretString: 'here',
    });
  });

  it.each([
    ['us-east-1', 1],
    ['eu-west-1', 0],
  ])('has an event bus of its own: what is put in %s reaches %i rules', async (region, reached) => {
    const { aws, key } = await startWithKey();
    const client = new EventBridgeClient({ endpoint: aws.url, region, credentials: key });
    const entry = { Source: 'test', DetailType: 'Test', Detail: '{}' };
    await expect(client.send(new PutEventsCommand({ Entries: [entry] }))).resolves.toMatchObject({
      FailedEntryCount: 0,
    });
    expect(aws.bus.events).toHaveLength(reached);
  });
});

describe('a request without a signature', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const target = (name: string) => ({
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': name,
  });

  it.each<[string, RequestInit & { path?: string }, number, RegExp]>([
    [
      'to STS',
      { method: 'POST', headers: form, body: 'Action=GetCallerIdentity&Version=2011-06-15' },
      403,
      /^<ErrorResponse xmlns="https:\/\/sts.*<Code>MissingAuthenticationToken</,
    ],
    [
      'to Organizations',
      { method: 'POST', headers: target('AWSOrganizationsV20161128.ListRoots'), body: '{}' },
      400,
      /"__type":"MissingAuthenticationTokenException"/,
    ],
    ['to S3', { path: '/bucket/key' }, 403, /^<\?xml.*<Error><Code>AccessDenied</],
    [
      'to a service that is not emulated',
      { method: 'POST', headers: form, body: 'Action=DescribeAlarms&Version=2010-08-01' },
      403,
      /<Code>MissingAuthenticationToken</,
    ],
    [
      'to STS with a signature of another kind',
      { method: 'POST', headers: { ...form, authorization: 'Bearer x' }, body: 'Version=2011-06-15' },
      400,
      /<Code>IncompleteSignature</,
    ],
  ])('%s gets its protocol’s own error', async (_, { path = '/', ...request }, status, body) => {
    const { aws } = await start();
    const answer = await fetch(`${aws.url}${path}`, request);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(body);
  });
});

it('S3 is signed by the path as it is sent', async () => {
  const { aws, key } = await startWithKey();
  aws.state.objects.set('bucket/a b+c.txt', { text: 'x', contentType: 'text/plain', at: new Date() });
  const s3 = (credentials: Credentials) =>
    new S3Client({ ...{ endpoint: aws.url, region: 'us-east-1', credentials }, forcePathStyle: true });
  const get = new GetObjectCommand({ Bucket: 'bucket', Key: 'a b+c.txt' });
  const { Body } = await s3(key).send(get);
  expect(await Body?.transformToString()).toBe('x');
  await expect(s3({ ...key, secretAccessKey: 'x' }).send(get)).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
});

it('S3 refuses a body that is not the one whose hash was signed', async () => {
  const { aws, key } = await startWithKey();
  const signer = new SignatureV4({
    ...{ service: 's3', region: 'us-east-1', credentials: key, sha256: Sha256, uriEscapePath: false },
  });
  const { host, hostname, port } = new URL(aws.url);
  const request = new HttpRequest({ method: 'PUT', hostname, port: Number(port), path: '/bucket/key' });
  Object.assign(request, { headers: { host }, body: 'one' });
  const { headers } = await signer.sign(request);
  const put = (body: string) => fetch(`${aws.url}/bucket/key`, { method: 'PUT', headers, body });
  expect((await put('one')).status).toBe(200);
  const refused = await put('another');
  expect([refused.status, await refused.text()]).toEqual([
    400,
    expect.stringContaining('XAmzContentSHA256Mismatch'),
  ]);
  expect(aws.state.objects.get('bucket/key')?.text).toBe('one');
});
