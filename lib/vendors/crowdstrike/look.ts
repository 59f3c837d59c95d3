import * as z from 'zod';
import { type Report, VendorThrottledError, VendorUnavailableError } from '../../errors.ts';
import { type HttpAnswer, parseAnswer, rejected } from '../../http/answer.ts';
import type { Account } from '../../organization/account.ts';
import { type AccountAnswer, acceptedOrNotFound, type CrowdstrikeApi, MISSING_SCOPE } from './api.ts';

/**
 * What CrowdStrike has of the account: one that it does not know is answered 207 with errors, 200 with nothing, or 404.
 * Errors of other kinds do not say so: what is registered would be registered anew, and lose what it has.
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 */
export async function look(api: CrowdstrikeApi, account: Account): Promise<AccountAnswer> {
  const seen = await api.get(account.id);
  if (seen.found === undefined) requireUnknown(seen.answer);
  return seen;
}

/** Every answer of CrowdStrike has it; what has not is somebody else's. Source: gofalcon, MsaMetaInfo. */
const Answered = z.looseObject({ meta: z.looseObject({}) });

function requireUnknown(answer: HttpAnswer): void {
  parseAnswer(Answered, acceptedOrNotFound(answer));
  const codes = errorCodes(answer);
  const told = { ...answer, said: saidIn(answer) };
  const error = passing(told, codes);
  if (error !== undefined) throw error;
  if (codes.some((code) => code === 401 || code === 403)) throw rejected(told, MISSING_SCOPE);
}

/** Source: gofalcon, MsaAPIError: each error of an envelope has a code like an HTTP status. */
const Errors = z.looseObject({ errors: z.array(z.unknown()).nullish() });
const Coded = z.looseObject({ code: z.coerce.number() });

/** The errors that stand in an answer, beside its status. */
export const errorsIn = ({ body }: HttpAnswer): unknown[] => Errors.safeParse(body).data?.errors ?? [];

/** Their codes, of those that have one. */
export const errorCodes = (answer: HttpAnswer): number[] =>
  errorsIn(answer).flatMap((error) => Coded.safeParse(error).data?.code ?? []);

/** What the answer says, with its errors where they stand in a success, of which nothing is quoted otherwise. */
export const saidIn = (answer: HttpAnswer): string =>
  [200, 201].includes(answer.status) && errorsIn(answer).length > 0
    ? `${answer.said}, and the errors ${JSON.stringify(errorsIn(answer)).slice(0, 300)}`
    : answer.said;

/** What a person is to do about what passes by itself. */
export const LATER =
  'the workflow tries again by itself; once it has given up, ask CrowdStrike with the trace id';

/** The error that codes of a passing kind mean; undefined when there is none. */
export function passing({ tried, said }: Omit<Report, 'next'>, codes: number[]): Error | undefined {
  if (codes.includes(429)) return new VendorThrottledError({ tried, said, next: LATER });
  if (codes.some((code) => code >= 500)) return new VendorUnavailableError({ tried, said, next: LATER });
  return undefined;
}
