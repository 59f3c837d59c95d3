import * as v from 'valibot';
import {
  type Report,
  VendorRejectedError,
  VendorThrottledError,
  VendorUnavailableError,
} from '../../errors.ts';
import { type HttpAnswer, parseAnswer } from '../../http/answer.ts';
import { NoList } from '../../no-list.ts';
import type { Account } from '../../organization/account.ts';
import { type AccountAnswer, acceptedOrNotFound, type CrowdstrikeApi, MISSING_SCOPE } from './api.ts';

/**
 * CrowdStrike's registration of the account: where there is none, it answers 207 with errors, 200 with nothing, or 404.
 * Errors of other kinds do not mean that: what is registered would be registered again, and lose what it has.
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError}
 */
export async function look(api: CrowdstrikeApi, account: Pick<Account, 'id'>): Promise<AccountAnswer> {
  const seen = await api.get(account.id);
  if (seen.found === undefined) requireUnknown(seen.answer);
  return seen;
}

/** Every answer of CrowdStrike has it; one without it is somebody else's. Source: gofalcon, MsaMetaInfo. */
const Answered = v.looseObject({ meta: v.pipe(NoList, v.looseObject({})) });

function requireUnknown(answer: HttpAnswer): void {
  parseAnswer(Answered, acceptedOrNotFound(answer));
  const codes = errorCodes(answer);
  const report = { tried: answer.tried, answered: withErrors(answer) };
  const error = passing(report, codes);
  if (error !== undefined) throw error;
  if (codes.some((code) => code === 401 || code === 403))
    throw new VendorRejectedError({ ...report, next: MISSING_SCOPE });
}

/** Source: gofalcon, MsaAPIError: each error of an envelope has a code like an HTTP status. */
const Errors = v.looseObject({ errors: v.nullish(v.array(v.unknown())) });
const Coded = v.looseObject({ code: v.pipe(v.unknown(), v.toNumber()) });

/** The errors in an answer, beside its status. */
export const errorsIn = ({ body }: HttpAnswer): unknown[] => (v.is(Errors, body) ? (body.errors ?? []) : []);

/** Their codes, of those that have one. */
export const errorCodes = (answer: HttpAnswer): number[] =>
  errorsIn(answer).flatMap((error) => {
    const coded = v.safeParse(Coded, error);
    return coded.success ? coded.output.code : [];
  });

/** The answer's summary, with its errors where they are in a success, of which nothing is quoted otherwise. */
export const withErrors = (answer: HttpAnswer): string =>
  [200, 201].includes(answer.status) && errorsIn(answer).length > 0
    ? `${answer.summary}, and the errors ${JSON.stringify(errorsIn(answer)).slice(0, 300)}`
    : answer.summary;

/** The error that codes of a passing kind mean; undefined when there is none. */
export function passing(report: Report, codes: number[]): Error | undefined {
  if (codes.includes(429)) return new VendorThrottledError(report);
  return codes.some((code) => code >= 500) ? new VendorUnavailableError(report) : undefined;
}
