import type { Executions } from '../aws/executions.ts';
import { compare } from '../coverage/comparison.ts';
import type { Roll, Tried } from '../coverage/roll.ts';
import type { Row } from '../coverage/row.ts';
import { isOwn } from '../vendors/vendor.ts';
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
  departures: Departures;
}

/** The accounts that were to be offboarded, in the forms of the plan, the results and the executions above. */
interface Departures {
  departed: string[];
  results: (number | string)[];
  executions: Executions;
}

/** The rows after enrolling, with the whole lists that they were compared with, and what was tried. */
interface Compared {
  rows: Row[];
  lists: Roll['lists'];
  tried: Tried[];
  /** What could not be offboarded. */
  stuck: Tried[];
}

/** What EnrollMissing says of an account that was enrolled with every vendor of its plan, and OffboardDeparted of one that is gone. */
const SUCCEEDED = 1;

/**
 * Compares again after enrolling. Of an account that failed, its execution says why: a vendor may list it though its
 * role does not work. Where the vendors could not be asked again, every execution says what it left.
 */
export async function compareAgain(after: Enrolled): Promise<Compared> {
  const { rollCall, roll, plan, results, recheck, executions, departures } = after;
  const unclear = plan.filter((_, at) => recheck === undefined || results[at] !== SUCCEEDED);
  const ended = await enrollments(executions, rollCall, unclear);
  const asked = new Set(unclear.map(({ accountId }) => accountId));
  const succeeded = plan
    .filter(({ accountId }) => !asked.has(accountId))
    .flatMap(({ accountId, vendors }) => vendors.map((vendor) => ({ accountId, vendor })));
  const kept = without(roll.lists, departures);
  const lists = recheck === undefined ? added(kept, ended.flatMap(enrolled)) : { ...roll.lists, ...recheck };
  const outcomes: Tried[] = [...ended.flatMap(tried), ...succeeded];
  const repaired = new Set(outcomes.filter(({ failure }) => failure === undefined).map(key));
  const findings = roll.findings?.filter((finding) => !repaired.has(key(finding)));
  const stuck = await offboardingFailures(rollCall, Object.keys(roll.lists), departures);
  // Of several outcomes of one account and vendor the last counts.
  const known = [...(roll.tried ?? []), ...outcomes, ...stuck];
  const rows = await compare({ ...roll, lists, findings, tried: known });
  return { rows, lists, tried: outcomes, stuck };
}

async function offboardingFailures(
  rollCall: string,
  vendors: string[],
  { departed, results, executions }: Departures,
): Promise<Tried[]> {
  const unclear = departed.filter((_, at) => results[at] !== SUCCEEDED);
  const plan = unclear.map((accountId) => ({ accountId, vendors }));
  return (await enrollments(executions, rollCall, plan))
    .flatMap((each) => tried({ ...each, startedBy: 'OffboardAccount' }))
    .filter(({ failure }) => failure !== undefined);
}

/** The lists without what was offboarded. */
function without(lists: Roll['lists'], { departed, results }: Departures): Roll['lists'] {
  const gone = new Set(departed.filter((_, at) => results[at] === SUCCEEDED));
  const entries = Object.entries(lists).map(([vendor, list]) => [
    vendor,
    list.filter((listed) => !(isOwn(listed) && gone.has(listed.accountId))),
  ]);
  return Object.fromEntries(entries);
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
