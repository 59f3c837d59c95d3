import { TooEarlyError } from '../errors.ts';
import type { KnownBy } from '../vendors/vendor.ts';
import type { NotListedAt } from './not-listed.ts';

/** After so long no function of an execution that was stopped runs any more, in milliseconds: the timeout of the state. */
const ENDED = 120_000;

/** What is known of an account that a roll call's list lacked. */
interface Unlisted {
  known: KnownBy;
  roleChange: string;
  notListedAt: NotListedAt;
}

/**
 * A role that is there already, of an account that no vendor listed, may be of an execution that was stopped while it added
 * the account: its last request may have taken effect after the list was read, or may still do so. Such an account is
 * looked for when that request is over.
 *
 * @throws {TooEarlyError} it may not be over
 */
export function requireOver(vendor: string, { known, roleChange, notListedAt }: Unlisted): void {
  const isAddedNow = known.standing === 'unknown' && known.registration === undefined;
  const isOver = Date.now() > Date.parse(notListedAt) + ENDED;
  if (!isAddedNow || roleChange === 'created' || isOver) return;
  throw new TooEarlyError({
    tried: `register an account with ${vendor}`,
    answered: 'its role is there already, and an execution that was just stopped may be adding it',
  });
}
