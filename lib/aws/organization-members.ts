import { type OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { deadline } from '../deadline.ts';
import { AwsRejectedError } from '../errors.ts';
import type { ListedMember } from '../organization/member.ts';
import { parse } from '../parse.ts';
import { DescribedAccount } from './described-account.ts';
import { attempt } from './failure.ts';

const TRIED = 'list the accounts of the organization';

/**
 * All accounts of the organization, the management account too: 20 a call.
 * @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError}
 */
export const organizationMembers = (client: OrganizationsClient): Promise<ListedMember[]> =>
  attempt(
    { tried: TRIED, next: 'compare the permissions of TakeRollRole with infrastructure/' },
    async () => {
      const members: ListedMember[] = [];
      const pages = paginateListAccounts({ client }, {}, { abortSignal: deadline() });
      for await (const { Accounts = [] } of pages)
        for (const account of Accounts) members.push(member(account));
      return members;
    },
  );

function member(listed: object): ListedMember {
  const { ancestors, ...account } = parse(DescribedAccount, listed, {
    whole: 'Account',
    refuse: (faults) =>
      new AwsRejectedError({
        tried: TRIED,
        answered: `an answer that does not fit: ${faults}`,
        next: "compare it with Organizations' API reference, and report the difference",
      }),
  });
  return { ...account, units: ancestors };
}
