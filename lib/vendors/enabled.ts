import { InvalidInputError } from '../errors.ts';

/**
 * The vendors that somebody asks for; all that are enabled when nobody does.
 * @param work what they are asked for, as "enrollment"
 * @throws {InvalidInputError} one is not enabled, or asked for twice
 */
export function askedVendors(work: string, enabled: string[], asked = enabled): string[] {
  const wrong = asked.findIndex((vendor, at) => !enabled.includes(vendor) || asked.indexOf(vendor) !== at);
  if (wrong === -1) return asked;
  throw new InvalidInputError({
    tried: `plan the ${work}`,
    answered: `vendors.${wrong}: "${asked[wrong]}" is not one of the enabled vendors ${enabled.join(', ')}, each at most once`,
    next: `start the ${work} again with some of these, or without "vendors" for all of them`,
  });
}
