import * as z from 'zod';
import { Partition } from '../organization/account.ts';

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

/**
 * An account as Organizations describes and lists it. `State` is there since 2025, `Status` before; `Paths` is newer than
 * many SDKs. Source: as above.
 */
export const DescribedAccount = z
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
    const { managementAccountId, ...arn } = Arn;
    const joined = JoinedTimestamp && { joinedAt: JoinedTimestamp.toISOString() };
    const isManagementAccount = managementAccountId === Id;
    return {
      account: { ...arn, id: Id, name: Name, ...joined, ...(isManagementAccount && { isManagementAccount }) },
      ...{ state, isManagementAccount },
      ancestors: ancestorsIn(Paths[0]),
    };
  });

/** `o-…/r-…/ou-…/<account>/`. Source: Organizations API reference, Account. */
const ancestorsIn = (path: string | undefined) =>
  path?.includes('/r-') ? path.split('/').filter((id) => /^(r|ou)-/.test(id)) : undefined;
