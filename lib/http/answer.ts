import type * as z from 'zod';
import { VendorRejectedError, VendorResponseError } from '../errors.ts';
import { scrubber } from './scrub.ts';

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

/** An answer as it came: what was tried, and its body's text. */
interface RawAnswer {
  tried: string;
  response: Response;
  text: string;
}

/** The answer without what must not be shown. @param secrets what the request carried */
export function readAnswer({ tried, response, text: raw }: RawAnswer, secrets: string[]): HttpAnswer {
  const { status, headers } = response;
  const scrub = scrubber(secrets);
  const traceId = scrub.text(headers.get('x-cs-traceid') ?? '').slice(0, 100) || undefined;
  const body = json(raw, scrub.value);
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

/** The scrubbed JSON; undefined when it is none, or nested too deeply to look through. */
function json(raw: string, scrub: (value: unknown) => unknown): unknown {
  try {
    return scrub(JSON.parse(raw));
  } catch {
    return undefined;
  }
}

/** The answer's body in the promised shape. @throws {VendorResponseError} naming what does not fit, never its value */
export function parseAnswer<T>(schema: z.ZodType<T>, answer: HttpAnswer): T {
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  const fault = parsed.error.issues
    .slice(0, 5)
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

/** What an answer tells the person on call, with what to do next. */
export const report = ({ tried, said }: HttpAnswer, next: string) => ({ tried, said, next });
