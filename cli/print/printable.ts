import { stripVTControlCharacters } from 'node:util';

/**
 * A text of AWS or a vendor without what a terminal would obey: escape sequences, control characters, and those that
 * turn the direction of writing. Line breaks stay.
 */
export const printable = (text: string): string => stripVTControlCharacters(text).replace(OBEYED, '');

/** Source: Unicode, "General Category" Cc, and the explicit directional formatting characters of UAX 9. */
const OBEYED = /(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
