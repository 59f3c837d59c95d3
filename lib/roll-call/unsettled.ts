import * as v from 'valibot';
import type { ReportStore } from '../aws/report-store.ts';
import type { RollMember, Tried } from '../coverage/roll.ts';
import { Failure } from '../coverage/row.ts';
import { readObject } from './read-object.ts';

/** Enrollments that failed, in whichever roll call, and that none has repeated with success. */
export const Unsettled = v.array(v.object({ accountId: v.string(), vendor: v.string(), failure: Failure }));

const KEY = 'coverage/unsettled.json';

/** Throws as `readObject`. */
export const unsettled = async (store: ReportStore) => (await readObject(store, KEY, Unsettled)) ?? [];

type Members = Pick<RollMember, 'account' | 'state'>[];

/**
 * What is still to be settled when a roll call begins. A vendor may list an account whose enrollment failed, so that its
 * list alone would call the account covered. An account that departed has nothing to settle.
 */
export const stillToSettle = <One extends Tried>(failed: One[], members: Members): One[] =>
  failed.filter(isOf(members.filter(({ state }) => state === 'ACTIVE' || state === 'PENDING_ACTIVATION')));

/** Writes what is still to be settled after what was tried. A closed account may be reopened; one that left is forgotten. */
export async function settle(store: ReportStore, tried: Tried[], members: Members): Promise<void> {
  const before = await unsettled(store);
  const latest = new Map([...before, ...tried].map((one) => [`${one.accountId} ${one.vendor}`, one]));
  const failed = [...latest.values()].filter(({ failure }) => failure !== undefined).filter(isOf(members));
  if (tried.length === 0 && failed.length === before.length) return;
  await store.put(KEY, { text: JSON.stringify(failed), type: 'application/json' });
}

function isOf(members: Members) {
  const ids = new Set(members.map(({ account }) => account.id));
  return ({ accountId }: Pick<Tried, 'accountId'>) => ids.has(accountId);
}
