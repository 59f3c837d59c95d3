import * as v from 'valibot';
import { AccountId } from '../organization/account.ts';

/**
 * The account that AccountJoinedOrganization speaks of. AWS has not published the event's JSON, so the id is looked for
 * where such ids stand in its other events: anywhere in `serviceEventDetails`, then in `requestParameters`, then in
 * `resources`. The event is delivered to the management account, whose id can stand beside the member's; it counts
 * only when there is no other, as when an organization is created.
 */
export const JoinedAccount = v.pipe(
  v.looseObject({
    account: AccountId,
    resources: v.optional(v.array(v.unknown()), []),
    detail: v.looseObject({
      serviceEventDetails: v.optional(v.unknown()),
      requestParameters: v.optional(v.unknown()),
    }),
  }),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    const { account, resources, detail } = value;
    const places = [detail.serviceEventDetails, detail.requestParameters].map(accountIds);
    const candidates = [...places, resources.flatMap(accountOfArn)].map((ids) => [...new Set(ids)]);
    const members = candidates.map((ids) => ids.filter((id) => id !== account)).find((ids) => ids.length > 0);
    const [member, ...others] = members ?? [];
    if (member !== undefined && others.length === 0) return member;
    if (members === undefined && candidates.flat().includes(account)) return account;
    addIssue({
      path: [{ type: 'object', origin: 'value', input: value, key: 'detail', value: detail }],
      message: `expected one member account's id, found ${members?.join(', ') ?? 'none'}`,
    });
    return NEVER;
  }),
);

/** Every account id under a key such as `accountId`, at any depth: a loop, as a deep input would exhaust a recursion. */
function accountIds(value: unknown): string[] {
  const found: string[] = [];
  const pending = [value];
  for (const holder of pending) {
    if (typeof holder !== 'object' || holder === null) continue;
    for (const [key, inner] of Object.entries(holder)) {
      if (/account_?id$/i.test(key) && v.is(AccountId, inner)) found.push(inner);
      else pending.push(inner);
    }
  }
  return found;
}

/** Source: Organizations, `arn:<partition>:organizations::<management id>:account/<org>/<id>`; or a bare id. */
const accountOfArn = (resource: unknown): string[] => {
  const id = /(?:^|\/)(\d{12})$/.exec(typeof resource === 'string' ? resource : '')?.[1];
  return id === undefined ? accountIds(resource) : [id];
};
