import * as z from 'zod';
import type { ReportStore } from '../aws/report-store.ts';
import type { Tried } from '../coverage/roll.ts';
import { Failure } from '../coverage/row.ts';
import { readObject } from './read-object.ts';

/** Enrollments that failed, in whichever roll call, and that none has repeated with success. */
export const Unsettled = z.array(z.object({ accountId: z.string(), vendor: z.string(), failure: Failure }));

const KEY = 'coverage/unsettled.json';

/**
 * What is still to be settled when a roll call begins. A vendor may list an account whose enrollment failed, so that its
 * list alone would call the account covered. Throws as `readObject`.
 */
export const unsettled = async (store: ReportStore) => (await readObject(store, KEY, Unsettled)) ?? [];

/** Writes what is still to be settled after what was tried. */
export async function settle(store: ReportStore, tried: Tried[]): Promise<void> {
  if (tried.length === 0) return;
  const latest = new Map(
    [...(await unsettled(store)), ...tried].map((one) => [`${one.accountId} ${one.vendor}`, one]),
  );
  const failed = [...latest.values()].filter(({ failure }) => failure !== undefined);
  await store.put(KEY, { text: JSON.stringify(failed), type: 'application/json' });
}
