import type * as v from 'valibot';
import { type Report, VendorRejectedError, VendorResponseError } from '../errors.ts';
import { parse, parseJson } from '../parse.ts';
import { scrubber } from './scrub.ts';

/** A vendor's answer, with every secret masked. */
export interface HttpAnswer {
  /** What was tried, for messages: vendor, method and URL. */
  tried: string;
  status: number;
  headers: Headers;
  /** What the vendor's support asks for, from the header that the vendor has for it. */
  traceId: string | undefined;
  /** The parsed JSON; undefined when the body is not JSON. */
  body: unknown;
  /** The answer for messages: status, trace id, and of a refusal the beginning of its body. */
  summary: string;
}

/** An answer as it came: what was tried, its body's text, and the name of the header with the trace id. */
interface RawAnswer {
  tried: string;
  response: Response;
  text: string;
  traceIdHeader: string | undefined;
}

/** The answer without what must not be shown. @param secrets what the request carried */
export function readAnswer(
  { tried, response, text: raw, traceIdHeader }: RawAnswer,
  secrets: string[],
): HttpAnswer {
  const { status, headers } = response;
  const scrub = scrubber(secrets);
  const traceId = traceIdHeader && (scrub.text(headers.get(traceIdHeader) ?? '').slice(0, 100) || undefined);
  const body = json(raw, scrub.value);
  // JSON can write a secret's characters as escapes, so the summary has it as it was parsed.
  const text = body === undefined ? scrub.text(raw) : JSON.stringify(body);
  const summary = [String(status), excerpt(status, text), traceId && `(${traceIdHeader} ${traceId})`];
  return {
    tried,
    status,
    headers: new Headers([...headers].map(([name, value]) => [name, scrub.text(value)])),
    traceId,
    body,
    summary: summary.filter(Boolean).join(' '),
  };
}

/** A success may carry a token that nobody knows to mask yet, so only the size of its body is shown. */
const excerpt = (status: number, text: string) =>
  status < 300 && status !== 207
    ? `with ${text.length} characters`
    : withoutTags(text).replace(/\s+/g, ' ').trim().slice(0, 300) || '(empty body)';

/** Of a page, its title, or else its text: what a proxy or a load balancer has to say. */
function withoutTags(text: string): string {
  if (!/^\s*<(!doctype|html|head|body|h1)\b/i.test(text)) return text;
  const [, title] = /<title>([^<]+)/i.exec(text) ?? [];
  const shown = title ?? text.replace(/<(style|script)\b.*?<\/\1>|<[^>]*>/gis, ' ');
  return `with a page: ${shown}`;
}

/** The scrubbed JSON; undefined when it is not valid, or nested too deeply to look through. */
function json(raw: string, scrub: (value: unknown) => unknown): unknown {
  try {
    return scrub(parseJson(raw));
  } catch {
    return undefined;
  }
}

/** The answer's body in the promised shape. @throws {VendorResponseError} naming what does not fit, never its value */
export const parseAnswer = <T>(schema: v.GenericSchema<unknown, T>, answer: HttpAnswer): T =>
  parse(schema, answer.body, {
    whole: 'body',
    refuse: (faults) =>
      new VendorResponseError({
        tried: answer.tried,
        answered: `${answer.summary}, which does not fit (${faults})`,
        next: "compare the answer with the vendor's API reference",
      }),
  });

/**
 * Passes a vendor's answers that are successes.
 *
 * @param advice what a person is to do about a refusal, where that is known
 * @returns a function that gives back the answer, or throws {VendorRejectedError}
 */
export const accepting =
  (advice: (answer: HttpAnswer) => string | undefined) =>
  (answer: HttpAnswer): HttpAnswer => {
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new VendorRejectedError(report(answer, advice(answer)));
  };

/** The answer for an error's message. @param next what a person is to do about it, where that is known */
export const report = ({ tried, summary }: HttpAnswer, next?: string): Report => ({
  tried,
  answered: summary,
  next,
});
