import { isNativeError } from 'node:util/types';
import { deadline } from '../deadline.ts';
import {
  RollcallError,
  VendorThrottledError,
  VendorUnavailableError,
  VendorUntrustedError,
} from '../errors.ts';
import { type HttpAnswer, readAnswer, report } from './answer.ts';
import { readBody } from './body.ts';
import { isCertificateFault } from './certificate.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { scrubber } from './scrub.ts';
import { unlessSilent } from './silence.ts';

/** A call to a vendor's API. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers?: Record<string, string>;
  /** The body, sent as JSON, or as a form. */
  json?: unknown;
  form?: Record<string, string>;
  /** What the request carries that no log and no error may show, wherever the vendor's answer repeats it. */
  secrets: string[];
}

/** The vendor that a request goes to: its name for messages, and how long one answer may take. */
export interface Recipient {
  vendor: string;
  answerWithinSeconds: number;
  /** The header in which the vendor's answers have the id that its support asks for. */
  traceIdHeader?: string;
  /** How long an answer 429 asks to wait, in seconds, where the vendor has more than `Retry-After`. */
  retryAfterSeconds?(headers: Headers, now: number): number | undefined;
}

/** Statuses of a vendor that is out of order for now, so that it is worth asking again later. */
const OUT_OF_ORDER = [408, 425, 500, 502, 503, 504];

/**
 * Sends one request. A vendor that asks to come later is waited for by the workflow, where a wait costs nothing.
 * Redirects are not followed, so credentials stay with the host they are meant for. Every status that is not covered by
 * an error below is the caller's to judge.
 *
 * @throws {VendorUnavailableError} no connection, no complete answer in time, or a status that says out of order
 * @throws {VendorUntrustedError} the server does not prove that it is the vendor's; nothing was sent
 * @throws {VendorResponseError} the answer has more than an answer can have
 * @throws {VendorThrottledError} 429
 */
export async function send(recipient: Recipient, request: HttpRequest): Promise<HttpAnswer> {
  const answer = await unlessSilent(recipient, triedBy(recipient, request), () =>
    exchange(recipient, request),
  );
  if (answer.status !== 429) return answer;
  const asked = recipient.retryAfterSeconds ?? retryAfterSeconds;
  const afterSeconds = asked(answer.headers, Date.now());
  throw Object.assign(new VendorThrottledError(report(answer)), { afterSeconds });
}

const triedBy = ({ vendor }: Recipient, { method, url }: HttpRequest) =>
  `${method} ${url.origin}${url.pathname} (${vendor})`;

async function exchange(recipient: Recipient, request: HttpRequest): Promise<HttpAnswer> {
  const { answerWithinSeconds, traceIdHeader } = recipient;
  const tried = triedBy(recipient, request);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { Accept: 'application/json', ...contentType(request), ...request.headers },
      body: content(request),
      redirect: 'manual',
      signal: AbortSignal.any([deadline(), AbortSignal.timeout(Math.ceil(answerWithinSeconds * 1000))]),
    });
    const raw = { tried, response, text: await readBody(response, tried), traceIdHeader };
    const answer = readAnswer(raw, request.secrets);
    if (OUT_OF_ORDER.includes(answer.status)) throw new VendorUnavailableError(report(answer));
    return answer;
  } catch (error) {
    if (error instanceof RollcallError) throw error;
    // A header that cannot be sent is quoted.
    const answered = scrubber(request.secrets).text(`no answer, ${reason(error)}`);
    if (isCertificateFault(error)) throw new VendorUntrustedError({ tried, answered, next: UNTRUSTED });
    throw new VendorUnavailableError({ tried, answered });
  }
}

const UNTRUSTED =
  "check that url is the vendor's API and that nothing between intercepts TLS, and ask the vendor about its certificate";

const contentType = ({ json, form }: HttpRequest): Record<string, string> => {
  if (form !== undefined) return { 'Content-Type': 'application/x-www-form-urlencoded' };
  return json === undefined ? {} : { 'Content-Type': 'application/json' };
};

/** Undefined for a request that has neither. */
const content = ({ json, form }: HttpRequest) =>
  form === undefined ? JSON.stringify(json) : new URLSearchParams(form).toString();

/** undici's message is only "fetch failed"; what happened is in its cause, for several addresses in its code only. */
function reason(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { cause } = error;
  if (!isNativeError(cause)) return error.message;
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}
