import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { ListedMember } from '../organization/member.ts';
import { tagsOf } from './organization.ts';

/** Organizations throttles early: with more at once it would only refuse more. */
const AT_ONCE = 4;

/**
 * The tags of the organization's accounts, by account id, with a call an account: outside the management account the
 * Resource Groups Tagging API lists none of them.
 *
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export async function tagsOfEach(
  client: OrganizationsClient,
  listed: Promise<ListedMember[]>,
): Promise<Map<string, Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  const members = (await listed).values();
  const work = async () => {
    for (const { account } of members) found.set(account.id, await tagsOf(client, account.id));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}
