import * as v from 'valibot';
import { Partition } from '../organization/account.ts';

/** Source: Organizations API reference, Account: `arn:<partition>:organizations::<management id>:account/<org>/<id>`. */
const AccountArn = v.pipe(
  v.string(),
  v.regex(/^arn:aws(-us-gov|-cn)?:organizations::\d{12}:account\/o-[a-z0-9]{10,32}\/\d{12}$/),
  v.transform((arn) => arn.split(/[:/]/)),
  v.transform(([, partition, , , managementAccountId, , organizationId]) => ({
    partition: v.parse(Partition, partition),
    managementAccountId,
    organizationId,
  })),
);

/**
 * An account as Organizations describes and lists it. `State` is there since 2025, `Status` before; `Paths` is newer than
 * many SDKs. Source: as above.
 */
export const DescribedAccount = v.pipe(
  v.object({
    Id: v.string(),
    Name: v.optional(v.string(), ''),
    Arn: AccountArn,
    JoinedTimestamp: v.optional(v.date()),
    State: v.optional(v.string()),
    Status: v.optional(v.string()),
    Paths: v.optional(v.array(v.string())),
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { Id, Name, Arn, JoinedTimestamp, State, Status, Paths = [] } = dataset.value;
    const state = State ?? Status;
    if (state === undefined) {
      addIssue({ message: 'neither State nor Status is in it' });
      return NEVER;
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
