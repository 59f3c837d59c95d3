import type { Asking } from './asking.ts';
import { authorize, refusalOf } from './authorize.ts';
import { AwsError } from './aws-error.ts';

const CALLS: Record<string, string> = { PUT: 'PutObject', GET: 'GetObject' };

/** The operation of S3 that a request's method means, of those that are emulated. */
export const objectCall = (method: string): string | undefined => CALLS[method];

/** A request for one object: the operation as `s3:GetObject`, and the path `/<bucket>/<key>`. */
interface ObjectRequest {
  call: string;
  path: string;
  body: string;
  contentType?: string | undefined;
}

/**
 * Puts or gets a text.
 *
 * @throws AwsError AccessDenied, NoSuchKey; who may not list a bucket does not see whether a key exists
 */
export function perform(asking: Asking, { call, path, body, contentType }: ObjectRequest) {
  const { objects, partition } = asking.world.state;
  const name = path.slice(1);
  authorize(asking, { action: call, resource: `arn:${partition}:s3:::${name}` });
  if (call === 's3:PutObject') {
    objects.set(name, { text: body, contentType: contentType ?? 'application/octet-stream' });
    return { body: '', contentType: 'text/xml' };
  }
  const found = objects.get(name);
  if (found !== undefined) return { body: found.text, contentType: found.contentType };
  const listing = { action: 's3:ListBucket', resource: `arn:${partition}:s3:::${name.split('/')[0]}` };
  if (refusalOf(asking, listing) !== undefined) authorize(asking, listing);
  throw new AwsError('NoSuchKey', 'The specified key does not exist.');
}

/** An error in S3's XML. */
export const writeObjectError = (code: string, message: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
