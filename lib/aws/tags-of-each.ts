import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { RollTooLargeError } from '../errors.ts';
import type { ListedMember } from '../organization/member.ts';
import { tagsOf } from './organization.ts';

/** Organizations throttles early: with more at once it would only refuse more. */
const AT_ONCE = 4;

/**
 * Most accounts whose tags a function of 15 minutes can ask for with what else it does: Organizations allows 10 calls a
 * second, of all callers. Source: Organizations User Guide, "Quotas".
 */
const MOST = 5000;

/**
 * The tags of the organization's accounts, by account id, with a call an account: outside the management account the
 * Resource Groups Tagging API lists none of them.
 *
 * @throws {RollTooLargeError} they are too many
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export async function tagsOfEach(
  client: OrganizationsClient,
  listed: Promise<ListedMember[]>,
): Promise<Map<string, Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  const all = await listed;
  if (all.length > MOST) throw tooMany(all.length);
  const members = all.values();
  const work = async () => {
    for (const { account } of members) found.set(account.id, await tagsOf(client, account.id));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

const tooMany = (accounts: number) =>
  new RollTooLargeError({
    tried: `read the tags of ${accounts} accounts, which takes a call each outside the management account`,
    answered: `at most ${MOST} can be read in the time of the function`,
    next: 'filter by accounts or organizational units instead of tags, or deploy into the management account',
  });
