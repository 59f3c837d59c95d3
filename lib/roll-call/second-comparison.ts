import type { Executions } from '../aws/executions.ts';
import { compare } from '../coverage/comparison.ts';
import type { Roll, Tried } from '../coverage/roll.ts';
import type { Row } from '../coverage/row.ts';
import { enrolled, enrollments, tried } from './outcomes.ts';
import type { Planned } from './plan.ts';
import type { Recheck } from './record.ts';

/** A roll call after enrolling. */
interface Enrolled {
  rollCall: string;
  /** What was compared before. */
  roll: Roll;
  plan: Planned[];
  /** How each account of the plan ended, in its order, as EnrollMissing says it; its items where it was broken off. */
  results: (number | string)[];
  /** What the vendors list now; undefined when they could not be asked again. */
  recheck: Recheck['lists'] | undefined;
  executions: Executions;
}

/** The rows after enrolling, with the whole lists that they were compared with, and what was tried. */
interface Compared {
  rows: Row[];
  lists: Roll['lists'];
  tried: Tried[];
}

/** What EnrollMissing says of an account that was enrolled with every vendor of its plan. */
const SUCCEEDED = 1;

/**
 * Compares again after enrolling. Of an account that failed, its execution says why: a vendor may list it though its
 * role does not work. Where the vendors could not be asked again, every execution says what it left.
 */
export async function compareAgain(after: Enrolled): Promise<Compared> {
  const { rollCall, roll, plan, results, recheck, executions } = after;
  const unclear = plan.filter((_, at) => recheck === undefined || results[at] !== SUCCEEDED);
  const ended = await enrollments(executions, rollCall, unclear);
  const asked = new Set(unclear.map(({ accountId }) => accountId));
  const succeeded = plan
    .filter(({ accountId }) => !asked.has(accountId))
    .flatMap(({ accountId, vendors }) => vendors.map((vendor) => ({ accountId, vendor })));
  const lists =
    recheck === undefined ? added(roll.lists, ended.flatMap(enrolled)) : { ...roll.lists, ...recheck };
  const outcomes: Tried[] = [...ended.flatMap(tried), ...succeeded];
  const repaired = new Set(outcomes.filter(({ failure }) => failure === undefined).map(key));
  const findings = roll.findings?.filter((finding) => !repaired.has(key(finding)));
  // Of several outcomes of one account and vendor the last counts.
  const rows = await compare({ ...roll, lists, findings, tried: [...(roll.tried ?? []), ...outcomes] });
  return { rows, lists, tried: outcomes };
}

const key = ({ accountId, vendor }: Pick<Tried, 'accountId' | 'vendor'>) => `${accountId} ${vendor}`;

/** The lists with what enrollments left. */
function added(lists: Roll['lists'], left: ReturnType<typeof enrolled>): Roll['lists'] {
  const entries = Object.entries(lists).map(([vendor, list]) => {
    const own = left.filter((listed) => listed.vendor === vendor);
    const replaced = new Set(own.map(({ accountId }) => accountId));
    return [vendor, [...list.filter(({ accountId }) => !replaced.has(accountId)), ...own]];
  });
  return Object.fromEntries(entries);
}
