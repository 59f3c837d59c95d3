import { randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * A new identifier as IAM makes them: the kind's prefix and characters of A-Z and 2-7, 20 in all for a key, 21 otherwise.
 *
 * @param prefix `AROA` role, `AIDA` user, `AKIA` long-term access key, `ASIA` temporary access key
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export const uniqueId = (prefix: 'AROA' | 'AIDA' | 'AIPA' | 'AKIA' | 'ASIA'): string =>
  prefix + random(prefix.startsWith('AK') || prefix.startsWith('AS') ? 16 : 17, alphabet);

/** A random string, by default of letters and digits. */
export const random = (
  length: number,
  characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
): string => Array.from({ length }, () => characters[randomInt(characters.length)]).join('');
