import { departures, requireFewDeparted } from '../coverage/departures.ts';
import type { Roll } from '../coverage/roll.ts';
import type { Row } from '../coverage/row.ts';
import type { RollCallRequest } from './request.ts';

/** What was compared, and what the deployment lets a roll call do with accounts that departed. */
interface Compared {
  rows: Row[];
  roll: Pick<Roll, 'lists' | 'members'>;
  /** The rows of the last report. */
  before: Row[];
  offboarding: 'DISABLED' | 'REPORT' | 'ENABLED';
}

/**
 * The ids of the accounts that this roll call is to offboard; one of some accounts, or for what failed, offboards none.
 * @throws {TooManyDepartedError} they are too many to believe, and no operator said so
 */
export function toOffboard(
  { rows, roll, before, offboarding }: Compared,
  request: RollCallRequest,
): string[] {
  const { dryRun, retryFailed, include, exclude, acceptDepartures } = request;
  const isPart = retryFailed || include !== undefined || exclude !== undefined;
  if (offboarding !== 'ENABLED' || dryRun || isPart) return [];
  const departed = departures(rows, roll.lists, before);
  if (!acceptDepartures) requireFewDeparted({ departed: departed.length, accounts: roll.members.length });
  return departed;
}
