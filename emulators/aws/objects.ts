import { createHash } from 'node:crypto';
import type { Asking } from './asking.ts';
import { authorize, refusalOf } from './authorize.ts';
import { AwsError } from './aws-error.ts';
import { slice } from './pages.ts';
import type { StoredObject } from './state.ts';

const CALLS: Record<string, string> = { PUT: 'PutObject', GET: 'GetObject', HEAD: 'HeadObject' };

/** The operation of S3 that a request means by its method and path; undefined where it is not emulated. */
export function objectCall(method: string, { pathname, searchParams }: URL): string | undefined {
  if ([...searchParams].some(([name, value]) => value === '' && !LISTING.test(name))) return undefined;
  const [bucket, key] = pathname.slice(1).split('/');
  if (key) return CALLS[method];
  return method === 'GET' ? (bucket === '' ? 'ListBuckets' : 'ListObjectsV2') : undefined;
}

/** Parameters of a list, which may be empty; any other that is means an operation of its own, as `?policy`. */
const LISTING = /^(prefix|delimiter|start-after|marker|continuation-token|x-id)$/;

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
 * @throws AwsError AccessDenied, NotImplemented, NoSuchKey; who may not list a bucket does not see whether a key exists
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
  if (request.call === 's3:ListBuckets') {
    authorize(asking, { action: 's3:ListAllMyBuckets', resource: '*' });
    return { body: buckets(objects) };
  }
  if (!Object.values(CALLS).includes(request.call.slice(3)))
    throw new AwsError('NotImplemented', `${request.call} is not emulated`);
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

/** Those that hold something. Source: S3 API reference, ListBuckets. */
function buckets(objects: Map<string, StoredObject>): string {
  const first = new Map([...objects].reverse().map(([name, { at }]) => [name.split('/')[0], at]));
  const all = [...first].map(
    ([name, at]) => `<Bucket><Name>${name}</Name><CreationDate>${at.toISOString()}</CreationDate></Bucket>`,
  );
  return `${XML}<ListAllMyBucketsResult><Buckets>${all.join('')}</Buckets></ListAllMyBucketsResult>`;
}

/** Source: S3 API reference, ListObjectsV2. */
function list(objects: Map<string, StoredObject>, bucket: string, parameters: URLSearchParams): string {
  const prefix = parameters.get('prefix') ?? '';
  const delimiter = parameters.get('delimiter') ?? '';
  const found = [...objects.keys()]
    .filter((name) => name.startsWith(`${bucket}/${prefix}`))
    .map((name) => cut(name.slice(bucket.length + 1), prefix.length, delimiter));
  const keys = [...new Set(found)].sort();
  const size = Number(parameters.get('max-keys') ?? 1000);
  const { page, next } = slice(keys, parameters.get('continuation-token') ?? '', size);
  const contents = page.map((key) => {
    if (delimiter !== '' && key.endsWith(delimiter))
      return `<CommonPrefixes><Prefix>${escaped(key)}</Prefix></CommonPrefixes>`;
    const { text = '', at = new Date() } = objects.get(`${bucket}/${key}`) ?? {};
    return `<Contents><Key>${escaped(key)}</Key><LastModified>${at.toISOString()}</LastModified><Size>${Buffer.byteLength(text)}</Size></Contents>`;
  });
  const rest = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  return `${XML}<ListBucketResult><Name>${bucket}</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${size}</MaxKeys><IsTruncated>${next !== undefined}</IsTruncated>${rest}${contents.join('')}</ListBucketResult>`;
}

/** A key up to the delimiter, where it has one after the prefix. */
function cut(key: string, from: number, delimiter: string): string {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, from);
  return at < 0 ? key : key.slice(0, at + delimiter.length);
}

const escaped = (text: string) => text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);

const XML = '<?xml version="1.0" encoding="UTF-8"?>';

/** An error in S3's XML. */
export const writeObjectError = (code: string, message: string): string =>
  `${XML}<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
