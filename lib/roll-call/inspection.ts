import * as v from 'valibot';
import type { Finding, Roll } from '../coverage/roll.ts';
import type { Row } from '../coverage/row.ts';
import { Account } from '../organization/account.ts';
import type { Registered } from '../vendors/vendor.ts';

/** So many accounts are one part of an inspection: the work of one invocation. */
const PART = 50;

/** An account that vendors list by a registration of Rollcall's, with what each asks of its role. */
export const ToInspect = v.object({
  account: Account,
  roles: v.array(v.object({ vendor: v.string(), request: v.optional(v.unknown()) })),
});
export type ToInspect = v.InferOutput<typeof ToInspect>;

/** The roles of which the vendors' lists say nothing wrong, in parts. */
export function partsOf(
  rows: Row[],
  { members, lists }: { members: Roll['members']; lists: Record<string, Registered[]> },
): ToInspect[][] {
  const asked = new Map(
    Object.entries(lists).flatMap(([vendor, list]) =>
      list.map(({ accountId, id, request }) => [`${vendor} ${accountId} ${id}`, request] as const),
    ),
  );
  const covered = Map.groupBy(
    rows.filter(({ state }) => state === 'covered'),
    ({ accountId }) => accountId,
  );
  const accounts = members.flatMap(({ account }) => {
    const roles = (covered.get(account.id) ?? []).map(({ vendor, registration }) => ({
      vendor,
      request: asked.get(`${vendor} ${account.id} ${registration?.id}`),
    }));
    return roles.length > 0 ? { account, roles } : [];
  });
  return Array.from({ length: Math.ceil(accounts.length / PART) }, (_, part) =>
    accounts.slice(part * PART, (part + 1) * PART),
  );
}

/** That nothing is known of the roles of those accounts. */
export const unseen = (accounts: ToInspect[], reason: string): Finding[] =>
  accounts.flatMap(({ account, roles }) =>
    roles.map(({ vendor }) => ({ accountId: account.id, vendor, unseen: reason })),
  );

/** How many roles those parts have, of which nobody has seen one yet. */
export function inspectionOf(parts: ToInspect[][]): { roles: number; unseen: number } {
  const roles = parts.flat().flatMap((account) => account.roles).length;
  return { roles, unseen: roles };
}
