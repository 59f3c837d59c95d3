import type { IncomingHttpHeaders } from 'node:http';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsError } from './aws-error.ts';

/** What the `Authorization` of a request says: whose key signed which headers, in which scope. */
export interface Signature {
  accessKeyId: string;
  /** `20261126`, the day of the scope. */
  day: string;
  region: string;
  service: string;
  signedHeaders: ReadonlySet<string>;
}

/** A request as it was sent: `url` is the path with the query, as it was encoded. */
export interface SentRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Reads a signature of version 4; undefined where the header is not one. */
export function readSignature(authorization: string | undefined): Signature | undefined {
  const {
    accessKeyId,
    day = '',
    region = '',
    service = '',
    headers = '',
  } = PATTERN.exec(authorization ?? '')?.groups ?? {};
  if (accessKeyId === undefined) return undefined;
  return { accessKeyId, day, region, service, signedHeaders: new Set(headers.split(';')) };
}

const PATTERN =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/]+)\/(?<day>\d{8})\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=(?<headers>[^,]+), ?Signature=[0-9a-f]+$/;

/**
 * Signs a request again with the key's secret, and compares.
 *
 * @throws AwsError SignatureDoesNotMatch, also for a date that is more than 15 minutes from this world's
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export async function verifySignature(
  request: SentRequest,
  signature: Signature,
  secretAccessKey: string,
): Promise<void> {
  const signingDate = dateOf(request, signature);
  const { accessKeyId, region, service, signedHeaders } = signature;
  const signer = new SignatureV4({
    ...{ region, service, credentials: { accessKeyId, secretAccessKey }, sha256: Sha256 },
    applyChecksum: false,
    uriEscapePath: service !== 's3',
  });
  const again = await signer.sign(signable(request, signature), {
    signingDate,
    signableHeaders: new Set(signedHeaders),
  });
  const isWhole = isUnsigned(request, signature) || (await isBodySigned(request));
  if (!isWhole && service === 's3') throw new AwsError('XAmzContentSHA256Mismatch', OTHER_BODY);
  if (!isWhole || signatureIn(again.headers['authorization']) !== signatureIn(request.headers.authorization))
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
}

function signable({ method, url, headers, body }: SentRequest, { signedHeaders }: Signature): HttpRequest {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const signed = Object.entries(headers).flatMap(([name, value]) =>
    signedHeaders.has(name) && value !== undefined ? [[name, String(value)] as const] : [],
  );
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
  );
  return new HttpRequest({ method, path: pathname, query, headers: Object.fromEntries(signed), body });
}

/** S3 takes a word that says why there is no hash. Source: S3 API reference, "Authenticating Requests: Using the Authorization Header". */
const isUnsigned = ({ headers }: SentRequest, { service }: Signature): boolean =>
  service === 's3' && /^[A-Z]/.test(String(headers['x-amz-content-sha256']));

/** The hash that a client sends of its body; the one that goes into the signature. */
async function isBodySigned({ headers, body }: SentRequest): Promise<boolean> {
  const claimed = headers['x-amz-content-sha256'];
  if (claimed === undefined) return true;
  const hash = new Sha256();
  hash.update(Buffer.from(body));
  return claimed === Buffer.from(await hash.digest()).toString('hex');
}

function dateOf({ headers }: SentRequest, { day }: Signature): Date {
  const text = String(headers['x-amz-date'] ?? '');
  const date = new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(date.getTime()) || !text.startsWith(day))
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${text.slice(0, 8)}', from '${text}'.`,
    );
  const seconds = (date.getTime() - Date.now()) / 1000;
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  if (seconds < -900) throw mismatch(`Signature expired: ${text} is now earlier than ${now} by over 15 min.`);
  if (seconds > 900)
    throw mismatch(`Signature not yet current: ${text} is still later than ${now} by over 15 min.`);
  return date;
}

const signatureIn = (authorization = '') => authorization.split('Signature=').at(-1);

/** Source: S3 API reference, "List of error codes". */
const OTHER_BODY = "The provided 'x-amz-content-sha256' header does not match what was computed.";

const mismatch = (message: string) => new AwsError('SignatureDoesNotMatch', message);
