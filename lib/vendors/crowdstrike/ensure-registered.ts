import * as z from 'zod';
import type { Account } from '../../account.ts';
import {
  VendorRejectedError,
  VendorResponseError,
  VendorThrottledError,
  VendorUnavailableError,
} from '../../errors.ts';
import type { HttpAnswer } from '../../http-answer.ts';
import { type AccountAnswer, accepted, type CrowdstrikeApi } from './api.ts';
import type { ApiFamily, CrowdstrikeAccount } from './family.ts';

/** The account as CrowdStrike has it, and whether it was registered now. */
export interface Registered {
  registered: CrowdstrikeAccount;
  decision: 'registered' | 'already registered';
}

/** What an account is registered with, besides its id. */
export interface Wanted {
  family: ApiFamily;
  iamRoleArn: string;
}

/**
 * Registers the account unless it is registered. What CrowdStrike answers to a second registration is not documented
 * (201, 207, 400 and 409 are all possible), so every answer without the account is followed by another look.
 *
 * @throws {VendorRejectedError} CrowdStrike refuses the account
 * @throws {VendorUnavailableError} {VendorThrottledError} it has to be asked again
 * @throws {VendorResponseError} its answer has neither the account nor an error
 */
export async function ensureRegistered(
  api: CrowdstrikeApi,
  account: Account,
  wanted: Wanted,
): Promise<Registered> {
  const { found } = await look(api, account);
  if (found !== undefined) return { registered: found, decision: 'already registered' };
  const [first, ...others] = forms(account, wanted.family);
  let added = await add(api, account, { ...first, iam_role_arn: wanted.iamRoleArn });
  for (const form of others) {
    if (added.found !== undefined || added.answer.status !== 400) break;
    added = await add(api, account, { ...form, iam_role_arn: wanted.iamRoleArn });
  }
  if (added.found === undefined) throw notRegistered(account, added.answer);
  return { registered: added.found, decision: 'registered' };
}

async function add(
  api: CrowdstrikeApi,
  account: Account,
  resource: Record<string, unknown>,
): Promise<AccountAnswer> {
  const { found, answer } = await api.add(account.id, resource);
  return { found: found ?? (await look(api, account)).found, answer };
}

/** What CrowdStrike has of the account: one that it does not know is answered 207 with errors, 200 with nothing, or 404. */
export async function look(api: CrowdstrikeApi, account: Account): Promise<AccountAnswer> {
  const seen = await api.get(account.id);
  if (seen.found === undefined && seen.answer.status !== 404) accepted(seen.answer);
  return seen;
}

/**
 * The forms of a new account, each tried when the one before is refused with 400. CrowdStrike's guide calls GovCloud
 * `govcloud`, its own tools call it `gov`. The swagger file requires more fields than anybody is seen to send.
 */
const forms = (account: Account, family: ApiFamily): Record<string, unknown>[] =>
  (account.partition === 'aws-us-gov' ? ['gov', 'govcloud'] : ['commercial']).flatMap((account_type) => {
    const form = { account_id: account.id, account_type, is_master: false, ...family.defaults };
    const required = family.required(account);
    return required === undefined ? [form] : [form, { ...form, ...required }];
  });

/** Source: gofalcon, MsaAPIError: each error of an envelope has a code like an HTTP status. */
const Errors = z.looseObject({ errors: z.array(z.looseObject({ code: z.number() })).nullish() });

/** A success without the account: what its errors say decides; a plain 201 may only not be shown yet. */
function notRegistered(account: Account, answer: HttpAnswer): Error {
  accepted(answer);
  const codes = (Errors.safeParse(answer.body).data?.errors ?? []).map(({ code }) => code);
  const said = {
    tried: `${answer.tried} for account ${account.id}`,
    said: `${answer.said}, and CrowdStrike shows no registration of the account`,
  };
  const later = 'the workflow tries again by itself; once it has given up, ask CrowdStrike with the trace id';
  const look = 'see what CrowdStrike says, ask its support with the trace id, and start the enrollment again';
  if (codes.includes(429)) return new VendorThrottledError({ ...said, next: later });
  if (codes.some((code) => code >= 500)) return new VendorUnavailableError({ ...said, next: later });
  if (codes.length > 0) return new VendorRejectedError({ ...said, next: look });
  if (answer.status === 201) return new VendorUnavailableError({ ...said, next: later });
  return new VendorResponseError({ ...said, next: look });
}
