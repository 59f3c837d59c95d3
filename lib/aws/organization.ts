import {
  type Account as AwsAccount,
  DescribeAccountCommand,
  type OrganizationsClient,
  paginateListParents,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';
import { deadline } from '../deadline.ts';
import { AccountNotFoundError, AwsRejectedError, AwsUnavailableError } from '../errors.ts';
import type { Organization } from '../organization/member.ts';
import { parse } from '../parse.ts';
import { DescribedAccount } from './described-account.ts';
import { attempt } from './failure.ts';

/** AWS Organizations, by the client that it is asked with. */
export const organizationOf = (client: OrganizationsClient): Organization => ({
  async member(accountId) {
    const described = await describe(client, accountId);
    const { ancestors: path, ...account } = parse(DescribedAccount, described, {
      whole: 'Account',
      refuse: (faults) => misshapen(accountId, faults),
    });
    return {
      ...account,
      ancestors: once(async () => path ?? ancestors(client, accountId)),
      tags: once(() => tagsOf(client, accountId)),
    };
  },
});

/** Organizations throttles early, and several filters may ask for the same. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

const describing = (accountId: string) => `describe account ${accountId} at AWS Organizations`;

const describe = (client: OrganizationsClient, AccountId: string): Promise<AwsAccount> =>
  asking(describing(AccountId), async () => {
    try {
      const command = new DescribeAccountCommand({ AccountId });
      return (await client.send(command, { abortSignal: deadline() })).Account ?? {};
    } catch (error) {
      if (!isNamed(error, ['AccountNotFoundException'])) throw error;
      const next =
        'check the account id; Rollcall enrolls only accounts of the organization that it is deployed in';
      const report = { tried: describing(AccountId), answered: error.message, next };
      throw new AccountNotFoundError(report, { cause: error });
    }
  });

const misshapen = (accountId: string, faults: string) =>
  new AwsRejectedError({
    tried: describing(accountId),
    answered: `an answer that does not fit: ${faults}`,
    next: "compare it with Organizations' API reference, and report the difference",
  });

/** From the root down to the parent. An answer may be empty though there is a parent, so every page is read. Source: ListParents. */
async function ancestors(client: OrganizationsClient, ChildId: string): Promise<string[]> {
  const tried = `list the parents of ${ChildId} at AWS Organizations`;
  const parents = await asking(tried, async () => {
    const found: string[] = [];
    const pages = paginateListParents({ client }, { ChildId }, { abortSignal: deadline() });
    for await (const { Parents = [] } of pages) found.push(...Parents.flatMap(({ Id }) => Id ?? []));
    return found;
  });
  const [parent] = parents;
  if (parent === undefined) throw new AwsUnavailableError({ tried, answered: 'no parent is in the answer' });
  return parent.startsWith('r-') ? [parent] : [...(await ancestors(client, parent)), parent];
}

/** The tags of an account. @throws {AccessDeniedError} {AwsUnavailableError} {AwsRejectedError} */
export const tagsOf = (client: OrganizationsClient, ResourceId: string): Promise<Record<string, string>> =>
  asking(`list the tags of account ${ResourceId} at AWS Organizations`, async () => {
    const found: Record<string, string> = {};
    const pages = paginateListTagsForResource({ client }, { ResourceId }, { abortSignal: deadline() });
    for await (const { Tags = [] } of pages)
      for (const { Key, Value } of Tags) if (Key !== undefined) found[Key] = Value ?? '';
    return found;
  });

/** An account that Organizations has described may not be known everywhere yet. Source: ListParents, ListTagsForResource. */
const asking = <T>(tried: string, ask: () => Promise<T>): Promise<T> =>
  attempt({ tried, next: 'compare the permissions of PlanEnrollmentRole with infrastructure/' }, () =>
    ask().catch((error) => {
      if (!isNamed(error, ['ChildNotFoundException', 'TargetNotFoundException'])) throw error;
      const answered = `${error.name} ${error.message}`;
      throw new AwsUnavailableError({ tried, answered }, { cause: error });
    }),
  );

const isNamed = (error: unknown, names: string[]): error is Error =>
  error instanceof Error && names.includes(error.name);
