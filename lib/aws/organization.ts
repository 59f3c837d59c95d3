import {
  type Account as AwsAccount,
  DescribeAccountCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import * as z from 'zod';
import { deadline } from '../deadline.ts';
import { AccountNotFoundError, AwsRejectedError } from '../errors.ts';
import { Partition } from '../organization/account.ts';
import type { Member } from '../organization/member.ts';
import { ancestors, COMPARE_PERMISSIONS, tags } from './account-place.ts';
import { attempt } from './failure.ts';

/** The organization as its management account sees it. */
export interface Organization {
  /** @throws {AccountNotFoundError} {AccessDeniedError} {AwsUnavailableError} */
  member(accountId: string): Promise<Member>;
}

/** Organizations, by the client that it is asked with. */
export const organizationOf = (client: OrganizationsClient): Organization => ({
  async member(accountId) {
    const described = await describe(client, accountId);
    const { arn, ...account } = parse(described);
    return {
      account,
      state: stateOf(described),
      isManagementAccount: arn.managementAccountId === account.id,
      ancestors: once(async () => ancestorsInPath(described) ?? ancestors(client, accountId)),
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

/** `State` since 2025, `Status` before. Source: Organizations API reference, Account. */
function stateOf({ Id, State, Status }: AwsAccount): string {
  const state = State ?? Status;
  if (state !== undefined) return state;
  throw new AwsRejectedError({
    tried: `describe account ${Id} at AWS Organizations`,
    said: 'neither State nor Status is in the answer',
    next: "compare it with Organizations' API reference, and report the difference",
  });
}

const describe = (client: OrganizationsClient, AccountId: string): Promise<AwsAccount> =>
  attempt(
    { tried: `describe account ${AccountId} at AWS Organizations`, next: COMPARE_PERMISSIONS },
    async () => {
      try {
        const { Account: found } = await client.send(new DescribeAccountCommand({ AccountId }), {
          abortSignal: deadline(),
        });
        return found ?? {};
      } catch (error) {
        throw error instanceof Error && error.name === 'AccountNotFoundException'
          ? notFound(AccountId, error)
          : error;
      }
    },
  );

const notFound = (accountId: string, cause: Error) =>
  new AccountNotFoundError(
    {
      tried: `describe account ${accountId} at AWS Organizations`,
      said: cause.message,
      next: 'check the account id; Rollcall enrolls only accounts of the organization that it is deployed in',
    },
    { cause },
  );

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

const Described = z
  .object({
    Id: z.string(),
    Name: z.string().default(''),
    Arn: AccountArn,
    JoinedTimestamp: z.date().optional(),
  })
  .transform(({ Id, Name, Arn, JoinedTimestamp }) => ({
    arn: Arn,
    id: Id,
    name: Name,
    partition: Arn.partition,
    organizationId: Arn.organizationId,
    ...(JoinedTimestamp && { joinedAt: JoinedTimestamp.toISOString() }),
  }));

function parse(described: AwsAccount) {
  const parsed = Described.safeParse(described);
  if (parsed.success) return parsed.data;
  throw new AwsRejectedError({
    tried: `describe account ${described.Id} at AWS Organizations`,
    said: `an answer that does not fit: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    next: "compare it with Organizations' API reference, and report the difference",
  });
}

/** `Paths` is younger than many SDKs and regions: `o-…/r-…/ou-…/<account>/`. Source: Organizations API reference. */
const ancestorsInPath = ({ Paths: [path] = [] }: AwsAccount) =>
  path?.includes('/r-') ? path.split('/').filter((id) => /^(r|ou)-/.test(id)) : undefined;
