import type { Executions } from '../aws/executions.ts';
import { compare } from '../coverage/comparison.ts';
import type { Roll } from '../coverage/roll.ts';
import { isGap, type Row } from '../coverage/row.ts';
import { enrolled, enrollments, tried } from './outcomes.ts';
import type { Planned } from './plan.ts';
import type { Recheck } from './record.ts';

/** A roll call after enrolling. */
interface Rechecked {
  rollCall: string;
  /** What was compared before. */
  roll: Roll;
  plan: Planned[];
  /** What the vendors list now; undefined when they could not be asked again. */
  recheck: Recheck['lists'] | undefined;
  executions: Executions;
}

/** The rows after enrolling, with the whole lists that they were compared with. */
interface Compared {
  rows: Row[];
  lists: Roll['lists'];
}

/**
 * Compares again after enrolling. What a vendor lists counts, whatever an execution said; of what it still misses, the
 * execution says why. Where the vendors could not be asked again, every execution says what it left.
 */
export async function compareAgain(after: Rechecked): Promise<Compared> {
  const { roll, plan, recheck } = after;
  const lists = recheck === undefined ? await listsByOutcome(after) : { ...roll.lists, ...recheck };
  const rows = await compare({ ...roll, lists });
  const gaps = new Set(rows.filter(isGap).map(key));
  const open = plan.filter(({ accountId, vendors }) =>
    vendors.some((vendor) => gaps.has(key({ accountId, vendor }))),
  );
  if (open.length === 0) return { rows, lists };
  const ended = await enrollments(after.executions, after.rollCall, open);
  const outcomes = ended.flatMap(tried).filter((outcome) => gaps.has(key(outcome)));
  return { rows: await compare({ ...roll, lists, tried: outcomes }), lists };
}

const key = ({ accountId, vendor }: { accountId: string; vendor: string }) => `${accountId} ${vendor}`;

async function listsByOutcome({ roll, plan, rollCall, executions }: Rechecked): Promise<Roll['lists']> {
  const left = (await enrollments(executions, rollCall, plan)).flatMap(enrolled);
  return Object.fromEntries(
    Object.entries(roll.lists).map(([vendor, list]) => {
      const added = left.filter((listed) => listed.vendor === vendor);
      const replaced = new Set(added.map(({ accountId }) => accountId));
      return [vendor, [...list.filter(({ accountId }) => !replaced.has(accountId)), ...added]];
    }),
  );
}
