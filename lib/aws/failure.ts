import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { AccessDeniedError, AwsRejectedError, AwsUnavailableError, RollcallError } from '../errors.ts';

/** What a failed call was about, for the message: what was tried, and what to do when AWS refuses it for good. */
export interface Attempt {
  tried: string;
  next: string;
}

/** Faults that pass, besides those that the SDK classifies. Source: IAM API reference, "Common errors" and CreateRole. */
const PASSING = [
  'ConcurrentModification',
  'ConcurrentModificationException',
  'ServiceFailure',
  'ServiceFailureException',
  'ExpiredToken',
  'ExpiredTokenException',
];
/** A quota that is used up, which the SDK takes for throttling. Source: IAM API reference, CreateRole, LimitExceeded. */
const QUOTA = ['LimitExceeded', 'LimitExceededException'];
const DENIED = ['AccessDenied', 'AccessDeniedException'];

/** Runs a call to AWS and names what it throws. @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError} */
export async function attempt<T>(about: Attempt, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw awsError(error, about);
  }
}

/** Whether AWS answered that the caller may not do this, for whatever reason. */
export const isDenied = (error: unknown): error is Error =>
  error instanceof Error && DENIED.includes(error.name);

/** Rollcall's name for an error of the SDK: denied, passing, or refused; Rollcall's own errors stay what they are. */
export function awsError(error: unknown, { tried, next }: Attempt): Error {
  if (error instanceof RollcallError || !(error instanceof Error)) return asError(error);
  if (error.name === 'SyntaxError') return garbled(tried);
  const answered = `${error.name} ${error.message}`.trim();
  if (isDenied(error)) return new AccessDeniedError({ tried, answered, next }, { cause: error });
  if (isOurs(error)) return error;
  if (!passes(error)) return new AwsRejectedError({ tried, answered, next }, { cause: error });
  return new AwsUnavailableError({ tried, answered }, { cause: error });
}

/** An answer that is not what AWS writes. The parser's message quotes it, and with it what may be a secret. */
const garbled = (tried: string) =>
  new AwsUnavailableError({ tried, answered: 'an answer that cannot be read' });

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

/** A fault in our own code, which no retry fixes; a garbled answer of AWS can look like it, but has the answer. */
const isOurs = (error: Error) =>
  (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) &&
  !('$response' in error) &&
  !('code' in error);

/** The SDK's own form of an error, with the HTTP status where AWS answered at all. */
type SdkError = Parameters<typeof isServerError>[0];

const passes = (error: SdkError) =>
  !QUOTA.includes(error.name) &&
  ((error.$metadata?.httpStatusCode ?? 0) < 400 || // no answer, or one that cannot be read
    PASSING.includes(error.name) ||
    isThrottlingError(error) ||
    isTransientError(error) ||
    isServerError(error));
