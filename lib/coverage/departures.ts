import { TooManyDepartedError } from '../errors.ts';
import { isOwn } from '../vendors/vendor.ts';
import type { Roll } from './roll.ts';
import type { Row } from './row.ts';

/** So many accounts may always depart between two roll calls. */
const ALWAYS = 5;

/**
 * The share of the organization that may depart between two roll calls.
 * AWS closes at most 10 % of the accounts in 30 days. Source: Organizations API Reference, CloseAccount.
 */
const SHARE = 0.1;

/**
 * Ids of the departed accounts that a vendor lists by a registration of Rollcall's own: those to offboard. An account
 * that no report knew as a member may be of another organization with the same vendor, so it is left to a person.
 * @param before the rows of the last report, whose names are of members
 */
export function departures(rows: Row[], lists: Roll['lists'], before: Row[]): string[] {
  const members = new Set([...rows, ...before].filter(isNamed).map(({ accountId }) => accountId));
  const own = Object.entries(lists).map(([vendor, list]) => {
    const ids = list.filter(isOwn).map(({ accountId }) => accountId);
    return [vendor, new Set(ids)] as const;
  });
  const ours = new Map(own);
  const departed = rows.filter(
    ({ state, vendor, accountId }) =>
      state === 'departed' && members.has(accountId) && ours.get(vendor)?.has(accountId),
  );
  return [...new Set(departed.map(({ accountId }) => accountId))];
}

const isNamed = ({ name }: Row) => name !== undefined;

/** How many accounts are to be offboarded, of how many that the organization has. */
interface Share {
  departed: number;
  accounts: number;
}

/** Whether one roll call may offboard so many. */
export const isFewDeparted = ({ departed, accounts }: Share) =>
  departed <= Math.max(ALWAYS, accounts * SHARE);

/** @throws {TooManyDepartedError} more than 5 and more than 10 % of the accounts have departed */
export function requireFewDeparted({ departed, accounts }: Share): void {
  if (isFewDeparted({ departed, accounts })) return;
  throw new TooManyDepartedError({
    tried: 'offboard the accounts that have departed',
    answered: `the vendors list ${departed} that have closed or left, beside ${accounts} accounts of the organization`,
    next: 'look at the coverage report; if so many departed, start the roll call with {"acceptDepartures":true}',
  });
}
