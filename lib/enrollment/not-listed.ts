import * as v from 'valibot';
import { WAIT_AT_MOST } from './in-turn.ts';

/** When a roll call saw that the vendors of an enrollment do not list the account; `-` where nobody did. */
export const NotListedAt = v.union([
  v.literal('-'),
  v.pipe(v.string(), v.isoTimestamp(), v.endsWith('Z', 'expected a time that ends with Z')),
]);
export type NotListedAt = v.InferOutput<typeof NotListedAt>;

/** How old a roll call's list may be when an account begins: enough for ten thousand accounts. In milliseconds. */
const BEGIN = 2 * 3_600_000;
/** How old it may be when the account is added: who began in time may have waited for a turn. In milliseconds. */
const ADD = BEGIN + WAIT_AT_MOST * 1000;

/** What is known of an account when it `begin`s, or when the vendor is to `add` it. */
interface Known {
  notListedAt: NotListedAt;
  /** Who converts what is there, or asks what would be done, has to look. */
  adopt: boolean;
  dryRun?: boolean;
}

/**
 * `no`: a roll call has just seen that no vendor lists the account, which saves reading Cloudcraft's list for each of
 * many accounts. It widens nothing: the role, and whether it may be registered, are decided as without it. A time to
 * come says nothing, as whoever starts an enrollment can write one.
 */
export function listedWhen(
  step: 'begin' | 'add',
  { notListedAt, adopt, dryRun = false }: Known,
): 'no' | 'unsure' {
  const age = Date.now() - Date.parse(notListedAt);
  const isRecent = age >= 0 && age < (step === 'begin' ? BEGIN : ADD);
  return isRecent && !adopt && !dryRun ? 'no' : 'unsure';
}
