import { remedy } from '../coverage/remedy.ts';
import type { Row } from '../coverage/row.ts';
import { RollTooLargeError } from '../errors.ts';

/** An account, the vendors to enroll it with, and whether none of them lists it. */
export interface Planned {
  accountId: string;
  vendors: string[];
  isListed?: true;
}

/** What the roll call is asked to enroll. */
interface Asked {
  dryRun: boolean;
  retryFailed: boolean;
}

/** What is to be enrolled: every account that a vendor misses, or that does not work where it is Rollcall's to repair. */
export function planned(rows: Row[], { dryRun, retryFailed }: Asked): Planned[] {
  const found = new Map<string, Planned>();
  for (const row of rows) {
    if (dryRun || (retryFailed && !hasFailed(row))) continue;
    if (remedy(row)?.workflow !== 'enroll-account') continue;
    const account = found.get(row.accountId) ?? { accountId: row.accountId, vendors: [] };
    account.vendors.push(row.vendor);
    if (row.registration !== undefined) account.isListed = true;
    found.set(row.accountId, account);
  }
  return [...found.values()];
}

/** Whether an enrollment has failed, or what it left does not work. */
const hasFailed = ({ state }: Row) => state === 'failed' || state === 'degraded';

/** What the workflow takes of a plan. */
export interface Work {
  /** The vendors of an account that names none, separated by commas. */
  vendors: string;
  /** Ids of accounts that all of them lack, or `<id>/<vendor>,<vendor>/-` for one that is listed, or is not to be enrolled with all. */
  accounts: string[];
}

/**
 * Largest work, in bytes of JSON: 17,000 accounts. The data of a state has at most 256 KiB, of which the rest of the
 * state needs some. Source: Step Functions Developer Guide, "Quotas".
 */
const LARGEST = 258_000;

/**
 * The plan as the workflow takes it.
 * @param departed the ids of accounts to offboard, which lie beside it
 * @throws {RollTooLargeError} it does not fit into the data of a state
 */
export function work(plan: Planned[], departed: string[] = []): Work {
  const vendors = [...new Set(plan.flatMap((account) => account.vendors))];
  const accounts = plan.map((account) =>
    account.vendors.length === vendors.length && account.isListed === undefined
      ? account.accountId
      : `${account.accountId}/${account.vendors.join(',')}/-`,
  );
  const bytes = JSON.stringify([...accounts, ...departed]).length;
  if (bytes <= LARGEST) return { vendors: vendors.join(','), accounts };
  throw new RollTooLargeError({
    tried: `enroll ${accounts.length} accounts in one roll call, and offboard ${departed.length}`,
    answered: `their list has ${bytes} bytes, of at most ${LARGEST}`,
    next: JSON.stringify(accounts).length > LARGEST ? BY_PARTS : DEPARTED_FIRST,
  });
}

const BY_PARTS =
  'start a roll call for a part of the organization, with "include" and the id of an organizational unit';

/** A roll call of a part offboards nobody. */
const DEPARTED_FIRST =
  'start it with {"dryRun":true}, then offboard what its report calls departed with npx rollcall offboard --departed';
