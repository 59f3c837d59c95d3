/** What to do about errors that the SDK throws, by their names or the beginning of their messages. */
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
  [/^AccessDenied/, 'use credentials of the management account that may do this'],
  [/Stack with id .* does not exist/, 'name the stack with --stack, and its region with --region'],
  [/^NoSuchKey/, 'no roll call has ended yet: start one with npx rollcall roll-call --dry-run'],
];

/** An error in one line, with what to do where that is known. */
export function problem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.message.replace(/\s+/g, ' ').trim();
  const [, next] = NEXT.find(([pattern]) => pattern.test(error.name) || pattern.test(text)) ?? [];
  return next === undefined ? text : `${text.replace(/\.$/, '')}: ${next}`;
}
