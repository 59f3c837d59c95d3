import { VendorRejectedError, VendorResponseError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import type { Listed, Log } from '../vendor.ts';
import { acceptedOrNotFound, type CrowdstrikeApi } from './api.ts';
import type { CrowdstrikeAccount } from './family.ts';
import { errorCodes, errorsIn, look, passing, withErrors } from './look.ts';

/**
 * Removes a registration, which CrowdStrike knows by the account's id. One that it does not know is answered 404, or 207
 * with an error 404. Source: CrowdStrike/terraform-provider-crowdstrike, cloud_aws_account.go.
 *
 * @throws {VendorUnavailableError} {VendorThrottledError} {VendorRejectedError} {VendorResponseError} it may still be there
 */
export async function remove(api: CrowdstrikeApi, { accountId }: Pick<Listed, 'accountId'>): Promise<void> {
  const answer = acceptedOrNotFound(await api.remove(accountId));
  const codes = errorCodes(answer);
  const report = { tried: answer.tried, answered: withErrors(answer) };
  const isKnownWrong = errorsIn(answer).length > codes.length || codes.some((code) => code !== 404);
  if (isKnownWrong) throw passing(report, codes) ?? new VendorRejectedError(report);
  if (answer.status === 207 && codes.length === 0) throw new VendorResponseError(report);
}

/** Removes the registration by another role, so that the account can be registered with ours. Throws as `findOther`. */
export async function removeOther(api: CrowdstrikeApi, account: Account, log: Log): Promise<void> {
  const found = await findOther(api, account);
  if (found === undefined) return;
  await remove(api, found);
  log(REMOVED_OTHER, { registrationId: found.id, roleArn: found.iamRoleArn });
}

/** What `removeOther` logs. */
export const REMOVED_OTHER = 'removed another registration';

/**
 * The registration by another role; undefined when there is none any more.
 * @throws {VendorRejectedError} it stands for a whole organization; besides what `look` throws
 */
export async function findOther(
  api: CrowdstrikeApi,
  account: Account,
): Promise<CrowdstrikeAccount | undefined> {
  const { found, answer } = await look(api, account);
  if (found?.isMaster)
    throw new VendorRejectedError({
      tried: `convert CrowdStrike's registration of account ${account.id}`,
      answered: `${answer.summary}: it stands for a whole organization`,
      next: 'remove it at CrowdStrike, or start the enrollment again without "adopt"',
    });
  return found;
}
