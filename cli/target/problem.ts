import * as v from 'valibot';
import { printable } from '../print/printable.ts';

/** What to do about errors that the SDK or Node throws, by their names, codes or the beginning of their messages. */
const NEXT: [RegExp, string][] = [
  [
    /^CredentialsProviderError/,
    'sign in, or name a profile with --profile; for the world of npm run world give --world',
  ],
  [/^Expired|TokenRefreshRequired/, 'the credentials have expired: sign in again'],
  [
    /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch)/,
    'AWS does not know these credentials: look at --profile',
  ],
  [/^(AccessDenied|Unauthorized)/, 'use credentials of the management account that may do this'],
  [/Stack with id .* does not exist/, 'name the stack with --stack, and its region with --region'],
  [/ECONNREFUSED|ECONNRESET/, 'if it is a world, start it again with npm run world'],
  [/ENOTFOUND|EAI_AGAIN/, 'look at --region and at the network'],
  [/ETIMEDOUT|TimeoutError/, 'look at the network, and try again'],
  [/^(Throttling|TooManyRequests)/, 'AWS asks for fewer calls: try again in a minute'],
];

/**
 * An error in one line, with what to do where that is known.
 * @param isVerbose says whether its name and the id of the request that AWS answered are added
 */
export function problem(error: unknown, { isVerbose = false } = {}): string {
  if (!(error instanceof Error)) return printable(String(error));
  const { name, code, text } = read(error);
  const [, next] = NEXT.find(([pattern]) => [name, code, text].some((each) => pattern.test(each))) ?? [];
  const line = next === undefined ? text : `${text.replace(/\.$/, '')}: ${next}`;
  return isVerbose ? `${line} (${[name, requestIdOf(error)].filter(Boolean).join(', ')})` : line;
}

/** Node has no message where it tried several addresses of a host, and Valibot none that names the field. */
function read(error: Error) {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const [first] = error instanceof AggregateError ? error.errors : [];
  const [issue] = v.isValiError(error) ? error.issues : [];
  const path = issue && v.getDotPath(issue);
  const message = error.message || (first instanceof Error ? first.message : code);
  const text = printable(path ? `${path}: ${message}` : message);
  return { name: error.name, code, text: text.replace(/\s+/g, ' ').trim() };
}

const Answered = v.object({ $metadata: v.object({ requestId: v.string() }) });

const requestIdOf = (error: Error): string =>
  v.is(Answered, error) ? `request ${error.$metadata.requestId}` : '';
