import { VendorRejectedError, VendorResponseError, VendorUnavailableError } from '../../errors.ts';
import type { HttpAnswer } from '../../http/answer.ts';
import type { Account } from '../../organization/account.ts';
import { type AccountAnswer, accepted, advice, type CrowdstrikeApi } from './api.ts';
import type { ApiFamily, CrowdstrikeAccount } from './family.ts';
import { errorCodes, errorsIn, look, passing, withErrors } from './look.ts';

/** What an account is registered with, besides its id. */
export interface Wanted {
  family: ApiFamily;
  iamRoleArn: string;
}

/**
 * Registers the account, which CrowdStrike did not know a moment ago. What it answers to a second registration is not documented
 * (201, 207, 400 and 409 are all possible), so every answer without the account is followed by another look.
 *
 * @throws {VendorRejectedError} CrowdStrike refuses the account
 * @throws {VendorUnavailableError} {VendorThrottledError} it passes by itself
 * @throws {VendorResponseError} its answer has neither the account nor an error
 */
export async function ensureRegistered(
  api: CrowdstrikeApi,
  account: Account,
  wanted: Wanted,
): Promise<CrowdstrikeAccount> {
  const [first, ...others] = forms(account, wanted.family);
  let added = await add(api, account, { ...first, iam_role_arn: wanted.iamRoleArn });
  for (const form of others) {
    if (added.found !== undefined || !isRefusedForm(added.answer)) break;
    added = await add(api, account, { ...form, iam_role_arn: wanted.iamRoleArn });
  }
  if (added.found === undefined) throw notRegistered(account, added.answer);
  return added.found;
}

/** By its status, or by an error in a 207, as one of a batch is. */
const isRefusedForm = (answer: HttpAnswer) => [answer.status, ...errorCodes(answer)].includes(400);

async function add(
  api: CrowdstrikeApi,
  account: Account,
  resource: Record<string, unknown>,
): Promise<AccountAnswer> {
  const { found, answer } = await api.add(account.id, resource);
  return { found: found ?? (await look(api, account)).found, answer };
}

/**
 * The forms of a new account, each tried when the one before is refused with 400. CrowdStrike's guide calls GovCloud
 * `govcloud`, its own tools call it `gov`. The swagger file requires more fields than anybody is seen to send.
 */
const forms = (account: Account, family: ApiFamily): Record<string, unknown>[] =>
  (account.partition === 'aws-us-gov' ? ['gov', 'govcloud'] : ['commercial']).flatMap((account_type) => {
    const form = { account_id: account.id, account_type, ...master(account), ...family.defaults };
    const required = family.required(account);
    return required === undefined ? [form] : [form, { ...form, ...required }];
  });

/** CrowdStrike's word for the management account, of which it wants to know the organization. Source: its guide, as above. */
const master = ({ isManagementAccount = false, organizationId }: Account) => ({
  is_master: isManagementAccount,
  ...(isManagementAccount && { organization_id: organizationId }),
});

/** An answer without the account: its errors decide; one that is registered, or was added, may only not be shown yet. */
function notRegistered(account: Account, answer: HttpAnswer): Error {
  const codes = [answer.status, ...errorCodes(answer)];
  const report = {
    tried: `${answer.tried} for account ${account.id}`,
    answered: `${withErrors(answer)}, and CrowdStrike shows no registration of the account`,
    next: advice(answer) ?? "ask CrowdStrike's support with the trace id",
  };
  const error = passing(report, codes);
  if (error !== undefined) return error;
  if (codes.includes(409)) return new VendorUnavailableError(report);
  accepted(answer);
  if (errorsIn(answer).length > 0) return new VendorRejectedError(report);
  return answer.status === 201 ? new VendorUnavailableError(report) : new VendorResponseError(report);
}
