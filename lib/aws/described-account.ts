import * as z from 'zod/mini';
import { Partition } from '../organization/account.ts';

/** Source: Organizations API reference, Account: `arn:<partition>:organizations::<management id>:account/<org>/<id>`. */
const AccountArn = z.pipe(
  z.pipe(
    z
      .string()
      .check(z.regex(/^arn:aws(-us-gov|-cn)?:organizations::\d{12}:account\/o-[a-z0-9]{10,32}\/\d{12}$/)),
    z.transform((arn) => arn.split(/[:/]/)),
  ),
  z.transform(([, partition, , , managementAccountId, , organizationId]) => ({
    partition: Partition.parse(partition),
    managementAccountId,
    organizationId,
  })),
);

/**
 * An account as Organizations describes and lists it. `State` is there since 2025, `Status` before; `Paths` is newer than
 * many SDKs. Source: as above.
 */
export const DescribedAccount = z.pipe(
  z.object({
    Id: z.string(),
    Name: z._default(z.string(), ''),
    Arn: AccountArn,
    JoinedTimestamp: z.optional(z.date()),
    State: z.optional(z.string()),
    Status: z.optional(z.string()),
    Paths: z.optional(z.array(z.string())),
  }),
  z.transform((described, context) => {
    const { Id, Name, Arn, JoinedTimestamp, State, Status, Paths = [] } = described;
    const state = State ?? Status;
    if (state === undefined) {
      context.issues.push({ code: 'custom', message: 'neither State nor Status is in it', input: described });
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
  }),
);

/** `o-…/r-…/ou-…/<account>/`. Source: Organizations API reference, Account. */
const ancestorsIn = (path: string | undefined) =>
  path?.includes('/r-') ? path.split('/').filter((id) => /^(r|ou)-/.test(id)) : undefined;
