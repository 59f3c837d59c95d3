import { setTimeout as sleep } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import type * as z from 'zod';
import { deadline } from './deadline.ts';
import {
  VendorRejectedError,
  VendorResponseError,
  VendorThrottledError,
  VendorUnavailableError,
} from './errors.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { scrubber } from './scrub.ts';

/** A call to a vendor's API. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  headers?: Record<string, string>;
  /** The body, sent as JSON, or as a form. */
  json?: unknown;
  form?: Record<string, string>;
  /** What the request carries that no log and no error may show, wherever the vendor's answer repeats it. */
  secrets: string[];
}

/** Whom a request goes to: the vendor's name for messages, and how long one answer may take. */
export interface Recipient {
  vendor: string;
  answerWithinSeconds: number;
}

/** A vendor's answer, with every secret masked. */
export interface HttpAnswer {
  /** What was tried, for messages: vendor, method and URL. */
  tried: string;
  status: number;
  headers: Headers;
  /** What the vendor's support asks for; CrowdStrike's X-Cs-Traceid. */
  traceId: string | undefined;
  /** The parsed JSON; undefined when the body is not JSON. */
  body: unknown;
  /** What the vendor said, for messages: status, trace id, and of a refusal the beginning of its body. */
  said: string;
}

/** Longest wait that a function spends on a vendor's Retry-After, in seconds; the workflow waits for longer ones. */
const WAIT_AT_MOST = 10;
const ATTEMPTS = 3;
/** Statuses of a vendor that is out of order for now: it is worth asking again later. */
const OUT_OF_ORDER = [408, 425, 500, 502, 503, 504];

/**
 * Sends one request, and again after a short Retry-After. Redirects are not followed, so credentials stay with the host
 * they are meant for. Every status that is not covered by an error below is the caller's to judge.
 *
 * @throws {VendorUnavailableError} no connection, no complete answer in time, or a status that says out of order
 * @throws {VendorThrottledError} 429, with a wait that is too long or that did not help
 */
export async function send(recipient: Recipient, request: HttpRequest): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await exchange(recipient, request);
    if (answer.status !== 429) return answer;
    const wait = retryAfterSeconds(answer.headers, Date.now()) ?? Number.POSITIVE_INFINITY;
    if (attempt === ATTEMPTS || wait > WAIT_AT_MOST) throw new VendorThrottledError(report(answer, LATER));
    await sleep(wait * 1000, undefined, { signal: deadline() });
  }
}

/** The answer's body in the promised shape. @throws {VendorResponseError} naming what does not fit, never its value */
export function parseAnswer<T>(schema: z.ZodType<T>, answer: HttpAnswer): T {
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  const fault = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
    .join('; ');
  throw new VendorResponseError({
    tried: answer.tried,
    said: `${answer.said}, which does not fit (${fault})`,
    next: "compare with the vendor's API reference; start the enrollment again when the answer is right",
  });
}

/**
 * Lets a vendor's answers pass that are successes.
 *
 * @param advice what a person is to do about a refusal, by status
 * @returns a function that gives back the answer, or throws {VendorRejectedError}
 */
export const accepting =
  (vendor: string, advice: Record<number, string>) =>
  (answer: HttpAnswer): HttpAnswer => {
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw rejected(
      answer,
      advice[answer.status] ?? `see what ${vendor} says, mend it, and start the enrollment again`,
    );
  };

/** The error for an answer that refuses the request. @param next what a person is to do about it */
export const rejected = (answer: HttpAnswer, next: string) => new VendorRejectedError(report(answer, next));

const LATER = 'the workflow tries again by itself; once it has given up, start the enrollment again later';

const report = ({ tried, said }: HttpAnswer, next: string) => ({ tried, said, next });

async function exchange(
  { vendor, answerWithinSeconds }: Recipient,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const tried = `${request.method} ${request.url.origin}${request.url.pathname} (${vendor})`;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { Accept: 'application/json', ...contentType(request), ...request.headers },
      body: content(request),
      redirect: 'manual',
      signal: AbortSignal.any([deadline(), AbortSignal.timeout(answerWithinSeconds * 1000)]),
    });
    const answer = read(tried, response, await response.text(), request.secrets);
    if (OUT_OF_ORDER.includes(answer.status)) throw new VendorUnavailableError(report(answer, LATER));
    return answer;
  } catch (error) {
    if (error instanceof VendorUnavailableError) throw error;
    throw new VendorUnavailableError({ tried, said: `no answer, ${reason(error)}`, next: LATER });
  }
}

const contentType = ({ json, form }: HttpRequest): Record<string, string> => {
  if (form !== undefined) return { 'Content-Type': 'application/x-www-form-urlencoded' };
  return json === undefined ? {} : { 'Content-Type': 'application/json' };
};

const content = ({ json, form }: HttpRequest) =>
  form === undefined
    ? json === undefined
      ? null
      : JSON.stringify(json)
    : new URLSearchParams(form).toString();

function read(tried: string, { status, headers }: Response, raw: string, secrets: string[]): HttpAnswer {
  const scrub = scrubber(secrets);
  const traceId = scrub.text(headers.get('x-cs-traceid') ?? '') || undefined;
  const body = scrub.value(json(raw));
  // JSON can write a secret's signs as escapes, so it is told as it was understood.
  const text = body === undefined ? scrub.text(raw) : JSON.stringify(body);
  const said = [String(status), excerpt(status, text), traceId && `(X-Cs-Traceid ${traceId})`];
  return {
    tried,
    status,
    headers: new Headers([...headers].map(([name, value]) => [name, scrub.text(value)])),
    traceId,
    body,
    said: said.filter(Boolean).join(' '),
  };
}

/** A success may carry a token that nobody knows to mask yet, so only the size of its body is told. */
const excerpt = (status: number, text: string) =>
  status < 300 && status !== 207
    ? `with ${text.length} characters`
    : text.replace(/\s+/g, ' ').slice(0, 300) || '(empty body)';

function json(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

/** undici's message is only "fetch failed"; what happened is in its cause, for several addresses in its code only. */
function reason(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { cause } = error;
  if (!isNativeError(cause)) return error.message;
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}
