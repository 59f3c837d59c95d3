import * as v from 'valibot';

/**
 * Tags of an account, by key. Every key counts: the record of Valibot leaves out `constructor` and `prototype`, and AWS
 * knows tags of these names.
 */
export const Tags = v.custom<Record<string, string>>(isTags, 'expected an object of tags, each with a text');

function isTags(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => typeof text === 'string');
}
