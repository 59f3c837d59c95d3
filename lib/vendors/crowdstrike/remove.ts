import { VendorRejectedError, VendorResponseError } from '../../errors.ts';
import type { Account } from '../../organization/account.ts';
import type { Listed, Log } from '../vendor.ts';
import { acceptedOrNotFound, type CrowdstrikeApi } from './api.ts';
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

/** Removes the registration by another role, so that the account can be registered with ours. */
export async function removeOther(api: CrowdstrikeApi, account: Account, log: Log): Promise<void> {
  const { found, answer } = await look(api, account);
  if (found === undefined) return;
  if (found.isMaster)
    throw new VendorRejectedError({
      tried: `convert CrowdStrike's registration of account ${account.id}`,
      answered: `${answer.summary}: it stands for a whole organization`,
      next: 'remove it at CrowdStrike, or start the enrollment again without "adopt"',
    });
  await remove(api, found);
  log('removed another registration', { registrationId: found.id, roleArn: found.iamRoleArn });
}
