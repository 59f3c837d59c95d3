/** How long a vendor's list that lacked an account saves another look, in milliseconds. */
const VALID = 3 * 3_600_000;

/**
 * Whether a roll call has just seen that no vendor lists the account. That saves reading Cloudcraft's list for each of
 * many accounts. It widens nothing: the role, and whether it may be registered, are decided as without it.
 *
 * @param at when it was, or `-`
 */
export const isNotListed = (at: string): boolean => Math.abs(Date.now() - Date.parse(at)) < VALID;
