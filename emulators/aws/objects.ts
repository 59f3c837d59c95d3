import { createHash } from 'node:crypto';
import type { Asking } from './asking.ts';
import { authorize, refusalOf } from './authorize.ts';
import { AwsError } from './aws-error.ts';
import { slice } from './pages.ts';
import type { StoredObject } from './state.ts';

const CALLS: Record<string, string> = { PUT: 'PutObject', GET: 'GetObject', HEAD: 'HeadObject' };

/** The operation of S3 that a request means by its method and path, of those that are emulated. */
export const objectCall = (method: string, path: string): string | undefined =>
  method === 'GET' && /^\/[^/]+\/?$/.test(path) ? 'ListObjectsV2' : CALLS[method];

/** A request for one object, or for the list of a bucket: the operation as `s3:GetObject`, and the path `/<bucket>/<key>`. */
interface ObjectRequest {
  call: string;
  path: string;
  parameters: URLSearchParams;
  body: string;
  contentType?: string | undefined;
}

/** What is answered, with headers beside those of every answer. */
interface ObjectAnswer {
  body: string;
  headers?: Record<string, string>;
}

/**
 * Puts, gets or describes a text, or lists those of a bucket.
 *
 * @throws AwsError AccessDenied, NoSuchKey; who may not list a bucket does not see whether a key exists
 */
export function perform(asking: Asking, request: ObjectRequest): ObjectAnswer {
  const { objects, partition } = asking.world.state;
  const name = request.path.slice(1);
  const [bucket = ''] = name.split('/');
  const listing = { action: 's3:ListBucket', resource: `arn:${partition}:s3:::${bucket}` };
  if (request.call === 's3:ListObjectsV2') {
    authorize(asking, listing);
    return { body: list(objects, bucket, request.parameters) };
  }
  const action = request.call.replace('Head', 'Get');
  authorize(asking, { action, resource: `arn:${partition}:s3:::${name}` });
  if (request.call === 's3:PutObject') {
    const contentType = request.contentType ?? 'application/octet-stream';
    objects.set(name, { text: request.body, contentType, at: new Date() });
    return { body: '' };
  }
  const found = objects.get(name);
  if (found !== undefined) return { body: found.text, headers: headersOf(found) };
  if (refusalOf(asking, listing) !== undefined) authorize(asking, listing);
  throw new AwsError('NoSuchKey', 'The specified key does not exist.');
}

const headersOf = ({ text, contentType, at }: StoredObject) => ({
  'content-type': contentType,
  'content-length': String(Buffer.byteLength(text)),
  'last-modified': at.toUTCString(),
  etag: `"${createHash('md5').update(text).digest('hex')}"`,
});

/** Source: S3 API reference, ListObjectsV2. */
function list(objects: Map<string, StoredObject>, bucket: string, parameters: URLSearchParams): string {
  const prefix = parameters.get('prefix') ?? '';
  const keys = [...objects.keys()]
    .filter((name) => name.startsWith(`${bucket}/${prefix}`))
    .map((name) => name.slice(bucket.length + 1))
    .sort();
  const size = Number(parameters.get('max-keys') ?? 1000);
  const { page, next } = slice(keys, parameters.get('continuation-token') ?? '', size);
  const contents = page.map((key) => {
    const { text = '', at = new Date() } = objects.get(`${bucket}/${key}`) ?? {};
    return `<Contents><Key>${escaped(key)}</Key><LastModified>${at.toISOString()}</LastModified><Size>${Buffer.byteLength(text)}</Size></Contents>`;
  });
  const rest = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  return `${XML}<ListBucketResult><Name>${bucket}</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${size}</MaxKeys><IsTruncated>${next !== undefined}</IsTruncated>${rest}${contents.join('')}</ListBucketResult>`;
}

const escaped = (text: string) => text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);

const XML = '<?xml version="1.0" encoding="UTF-8"?>';

/** An error in S3's XML. */
export const writeObjectError = (code: string, message: string): string =>
  `${XML}<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
