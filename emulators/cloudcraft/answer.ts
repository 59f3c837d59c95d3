import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Headers that Cloudcraft's documented examples have. Source: DataDog/documentation `data/cloudcraft.json`. */
const standing = {
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  vary: 'Accept-Encoding',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'deny',
  'x-xss-protection': '1; mode=block',
};

/** An answer in JSON as Express gives it, or an empty one when there is no body. */
export const answer = (status: number, body?: unknown, headers: Record<string, string> = {}): Response => {
  if (body === undefined) return new Response(null, { status, headers: { ...standing, ...headers } });
  const text = JSON.stringify(body);
  const described = { 'content-type': 'application/json; charset=utf-8', etag: weakTag(text) };
  return new Response(text, { status, headers: { ...standing, ...described, ...headers } });
};

/** The answer compressed, where the caller takes that and it is worth it; as Express's `compression` does, from 1 KiB on. */
export const compressed = async (response: Response, encodings: string | null): Promise<Response> => {
  const body = Buffer.from(await response.clone().arrayBuffer());
  if (body.length < 1024 || !/\bgzip\b/i.test(encodings ?? '')) return response;
  const { status, headers } = response;
  headers.set('content-encoding', 'gzip');
  return new Response(gzipSync(body), { status, headers });
};

/** A request that Cloudcraft turns down: HTTP `status`, its slug `reason`, and the text for a person. */
export class CloudcraftRefusal extends Error {
  override readonly name = 'CloudcraftRefusal';
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  /** The answer, in the shape of `cloudcraft-node`'s recorded errors. */
  answer(): Response {
    return answer(this.status, { error: this.message, reason: this.reason, code: this.status });
  }
}

const weakTag = (text: string): string => {
  const digest = createHash('sha1').update(text).digest('base64').slice(0, 27);
  return `W/"${Buffer.byteLength(text).toString(16)}-${digest}"`;
};
