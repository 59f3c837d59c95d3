import {
  type Account as AwsAccount,
  DescribeAccountCommand,
  type OrganizationsClient,
  paginateListParents,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';
import * as z from 'zod';
import { deadline } from '../deadline.ts';
import { AccountNotFoundError, AwsRejectedError, AwsUnavailableError } from '../errors.ts';
import { Partition } from '../organization/account.ts';
import type { Organization } from '../organization/member.ts';
import { parse } from '../parse.ts';
import { attempt } from './failure.ts';

/** AWS Organizations, by the client that it is asked with. */
export const organizationOf = (client: OrganizationsClient): Organization => ({
  async member(accountId) {
    const described = await describe(client, accountId);
    const { managementAccountId, state, path, ...account } = parse(Described, described, {
      whole: 'Account',
      refuse: (faults) => misshapen(accountId, faults),
    });
    const isManagementAccount = managementAccountId === account.id;
    return {
      account: { ...account, ...(isManagementAccount && { isManagementAccount }) },
      state,
      isManagementAccount,
      ancestors: once(async () => path ?? ancestors(client, accountId)),
      tags: once(() => tags(client, accountId)),
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

/** Source: Organizations API reference, Account: `arn:<partition>:organizations::<management id>:account/<org>/<id>`. */
const AccountArn = z
  .string()
  .regex(/^arn:aws(-us-gov|-cn)?:organizations::\d{12}:account\/o-[a-z0-9]{10,32}\/\d{12}$/)
  .transform((arn) => arn.split(/[:/]/))
  .transform(([, partition, , , managementAccountId, , organizationId]) => ({
    partition: Partition.parse(partition),
    managementAccountId,
    organizationId,
  }));

/** `State` is there since 2025, `Status` before; `Paths` is newer than many SDKs. Source: as above. */
const Described = z
  .object({
    Id: z.string(),
    Name: z.string().default(''),
    Arn: AccountArn,
    JoinedTimestamp: z.date().optional(),
    State: z.string().optional(),
    Status: z.string().optional(),
    Paths: z.array(z.string()).optional(),
  })
  .transform(({ Id, Name, Arn, JoinedTimestamp, State, Status, Paths = [] }, context) => {
    const state = State ?? Status;
    if (state === undefined) {
      context.addIssue('neither State nor Status is in it');
      return z.NEVER;
    }
    const joined = JoinedTimestamp && { joinedAt: JoinedTimestamp.toISOString() };
    return { ...Arn, id: Id, name: Name, state, path: ancestorsIn(Paths[0]), ...joined };
  });

/** `o-…/r-…/ou-…/<account>/`. Source: Organizations API reference, Account. */
const ancestorsIn = (path: string | undefined) =>
  path?.includes('/r-') ? path.split('/').filter((id) => /^(r|ou)-/.test(id)) : undefined;

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

const tags = (client: OrganizationsClient, ResourceId: string): Promise<Record<string, string>> =>
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
