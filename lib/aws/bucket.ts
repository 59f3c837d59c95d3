import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { Sha256 } from '@smithy/core/checksum';
import { extendedEncodeURIComponent, HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { deadline } from '../deadline.ts';

/** A bucket of S3. Every method throws what S3 answers, as the SDK would: an error with the code as its name. */
export interface Bucket {
  /** An object's text; undefined when it does not exist. */
  getObject(key: string): Promise<string | undefined>;
  /** Writes an object, or a new version of it. @param content as text of that media type, in UTF-8 */
  putObject(key: string, content: Content): Promise<void>;
}

/** What an object holds. */
export interface Content {
  text: string;
  type: string;
}

/** How S3 is called: how often at most, the times of one request, and where. */
export interface Calling {
  region: string;
  /** Below it is every bucket; undefined for AWS, where each has a host of its own. */
  endpoint: string | undefined;
  maxAttempts: number;
  requestHandler: NodeHttpHandlerOptions;
}

/**
 * The bucket of this name. Two requests that parts of the SDK make: its client of S3 would be a fourth of a
 * function's bundle, for what no call here has (streams, redirects to other regions, Express, access points).
 * Without permission to list the bucket, S3 would refuse to say that an object does not exist.
 */
export function bucketNamed(name: string, calling: Calling): Bucket {
  const { region, maxAttempts, requestHandler } = calling;
  const signer = new SignatureV4({
    ...{ service: 's3', region, credentials: fromEnv() },
    ...{ sha256: Sha256, uriEscapePath: false },
  });
  const handler = new NodeHttpHandler(requestHandler);

  async function once(method: 'GET' | 'PUT', key: string, content?: Content): Promise<string> {
    const url = objectUrl(name, key, calling);
    const { protocol, hostname, port, host, pathname: path } = url;
    const headers = { host, ...(content && { 'content-type': content.type, ...digest(content) }) };
    const sent = new HttpRequest({ protocol, hostname, method, path, headers, body: content?.text });
    if (port !== '') sent.port = Number(port);
    const signed = new HttpRequest(await signer.sign(sent));
    const { response } = await handler.handle(signed, { abortSignal: deadline() });
    const body = await text(response.body);
    if (response.statusCode !== 200) throw new S3Error(response.statusCode, body);
    return body;
  }

  async function send(...request: Parameters<typeof once>): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(...request);
      } catch (error) {
        if (attempt === maxAttempts || (error instanceof S3Error && error.isFinal)) throw error;
        await sleep(Math.random() * 100 * 2 ** attempt, undefined, { signal: deadline() });
      }
    }
  }

  return {
    async getObject(key) {
      try {
        return await send('GET', key);
      } catch (error) {
        if (error instanceof S3Error && error.name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    async putObject(key, content) {
      await send('PUT', key, content);
    },
  };
}

/** The path is signed as it is sent, and S3 expects all but unreserved characters escaped. Source: S3 User Guide, "Virtual hosting of buckets"; API reference, "Signature calculations". */
function objectUrl(bucket: string, key: string, { region, endpoint }: Calling): URL {
  const path = key.split('/').map(extendedEncodeURIComponent).join('/');
  if (endpoint !== undefined) return new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/${path}`);
  return new URL(
    `https://${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${path}`,
  );
}

/** A bucket with a default retention takes no object without one. Source: S3 API reference, PutObject. */
const digest = ({ text }: Content) => ({
  'x-amz-checksum-sha256': createHash('sha256').update(text).digest('base64'),
});

/** What S3 answered, in the form of the SDK's errors. Source: S3 API reference, "Error responses". */
class S3Error extends Error {
  readonly $metadata: { httpStatusCode: number };

  constructor(httpStatusCode: number, body: string) {
    super(/<Message>([^<]*)<\/Message>/.exec(body)?.[1] ?? '');
    this.name = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? `HTTP ${httpStatusCode}`;
    this.$metadata = { httpStatusCode };
  }

  /** Whether the same request would be refused again. S3 throttles by 503, and a body that came too slowly is a 400. */
  get isFinal(): boolean {
    return this.$metadata.httpStatusCode < 500 && this.name !== 'RequestTimeout';
  }
}
