import type { Account } from '../../account.ts';
import { VendorResponseError } from '../../errors.ts';
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
 * @throws {VendorResponseError} CrowdStrike accepts it and shows none
 */
export async function ensureRegistered(
  api: CrowdstrikeApi,
  account: Account,
  wanted: Wanted,
): Promise<Registered> {
  const { found } = await look(api, account);
  if (found !== undefined) return { registered: found, decision: 'already registered' };
  let refusal: HttpAnswer | undefined;
  for (const form of forms(account, wanted.family)) {
    const added = await api.add(account.id, { ...form, iam_role_arn: wanted.iamRoleArn });
    const registered = added.found ?? (await look(api, account)).found;
    if (registered !== undefined) return { registered, decision: 'registered' };
    refusal = added.answer;
    if (refusal.status !== 400) break;
  }
  throw notRegistered(account, refusal);
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

function notRegistered(account: Account, answer: HttpAnswer | undefined): Error {
  if (answer !== undefined) accepted(answer);
  return new VendorResponseError({
    tried: `${answer?.tried ?? 'register at CrowdStrike'} for account ${account.id}`,
    said: `${answer?.said ?? 'nothing'}, and CrowdStrike shows no registration of the account`,
    next: 'see what CrowdStrike says, ask its support with the trace id, and start the enrollment again',
  });
}
