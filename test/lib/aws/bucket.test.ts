import { createHash } from 'node:crypto';
import { Agent } from 'node:https';
import { bucketNamed } from '../../../lib/aws/bucket.ts';
import { reportStore } from '../../../lib/aws/report-store.ts';
import { readS3 } from '../../../lib/config.ts';
import { AccessDeniedError, AwsRejectedError, AwsUnavailableError } from '../../../lib/errors.ts';
import { scene } from '../../scene.ts';
import { serve, serveAnswer } from '../server.ts';

const CALLING = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};
const REPORT = { text: '{"größe":1}', type: 'application/json' };

/** The store at a server of the test, or at the world. */
const storeAt = (endpoint: string | undefined) =>
  reportStore(bucketNamed('reports', { ...CALLING, endpoint, region: 'us-east-1' }), 'reports');
const store = () => storeAt(readS3().endpoint);

const errorOf = (code: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>why</Message></Error>`;

it('what is written is what is read, with its media type', async () => {
  const { world } = await scene();
  await store().put('coverage/latest.json', REPORT);
  expect(await store().get('coverage/latest.json')).toBe(REPORT.text);
  expect(world.aws.state.objects.get('reports/coverage/latest.json')).toMatchObject({
    contentType: REPORT.type,
  });
});

it('an object that does not exist is undefined', async () => {
  await scene();
  expect(await store().get('coverage/latest.json')).toBeUndefined();
});

it('a write names the checksum of what it writes, which a bucket with a default retention requires', async () => {
  await scene();
  const { url, received } = await serveAnswer(200);
  await storeAt(url).put('key', REPORT);
  expect(received).toMatchObject([{ method: 'PUT', url: '/reports/key', body: REPORT.text }]);
  const [checksum, ofPayload] = (['base64', 'hex'] as const).map((encoding) =>
    createHash('sha256').update(REPORT.text).digest(encoding),
  );
  expect(received[0]?.headers).toMatchObject({
    'x-amz-checksum-sha256': checksum,
    'x-amz-content-sha256': ofPayload,
    'content-length': String(Buffer.byteLength(REPORT.text)),
  });
});

it('a key is sent with every reserved character escaped, as S3 signs it', async () => {
  await scene();
  const { url, received } = await serveAnswer(200);
  await storeAt(url).get("runs/a:b(1)!'+=@#?.json");
  expect(received).toMatchObject([{ url: '/reports/runs/a%3Ab%281%29%21%27%2B%3D%40%23%3F.json' }]);
});

it.each([
  ['a lasting fault of S3', 503, errorOf('SlowDown'), AwsUnavailableError, 3],
  ['an answer that is not of S3', 502, '<html>', AwsUnavailableError, 3],
  ['a body that came too slowly', 400, errorOf('RequestTimeout'), AwsUnavailableError, 3],
  ['a refusal', 403, errorOf('AccessDenied'), AccessDeniedError, 1],
  ['a bucket that does not exist', 404, errorOf('NoSuchBucket'), AwsRejectedError, 1],
])('%s is an error of its own name', async (_, status, body, type, requests) => {
  await scene();
  const { url, received } = await serveAnswer(status, body);
  await expect(storeAt(url).get('key')).rejects.toThrow(type);
  expect(received).toHaveLength(requests);
});

it('a fault of S3 that passes is tried again', async () => {
  await scene();
  let failing = 2;
  const { url, received } = await serve((_, response) => {
    response.writeHead(failing > 0 ? 503 : 200).end(failing > 0 ? errorOf('SlowDown') : 'text');
    failing -= 1;
  });
  expect(await storeAt(url).get('key')).toBe('text');
  expect(received).toHaveLength(3);
});

it('a connection that ends early is tried again', async () => {
  await scene();
  let cut = 2;
  const { url, received } = await serve((request, response) => {
    if (cut === 0) return response.end('text');
    cut -= 1;
    return request.socket.destroy();
  });
  expect(await storeAt(url).get('key')).toBe('text');
  expect(received).toHaveLength(3);
});

it.each([
  ['us-east-1', 'reports.s3.us-east-1.amazonaws.com'],
  ['us-gov-west-1', 'reports.s3.us-gov-west-1.amazonaws.com'],
  ['cn-north-1', 'reports.s3.cn-north-1.amazonaws.com.cn'],
])('a bucket in %s has a host of its own', async (region, expected) => {
  await scene();
  const asked: string[] = [];
  const httpsAgent = new Agent({
    lookup: (host, _, done) => {
      asked.push(host);
      done(new Error('no network'), '', 4);
    },
  });
  const calling = { maxAttempts: 1, endpoint: undefined, region, requestHandler: { httpsAgent } };
  await expect(bucketNamed('reports', calling).getObject('key')).rejects.toThrow('no network');
  expect(asked).toEqual([expected]);
});
