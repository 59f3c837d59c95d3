import type { RollMember } from '../coverage/roll.ts';
import { InvalidInputError } from '../errors.ts';
import type { Filters } from '../organization/filter.ts';

type Target = NonNullable<Filters['include']>[number];

/**
 * Every account, organizational unit and included tag that a roll call's own filter names has an account; a misspelt one
 * would leave out, or enroll, what nobody meant. A tag may be excluded before any account has it.
 * @throws {InvalidInputError} naming what matches no account
 */
export function requireMatches(members: RollMember[], { include = [], exclude = [] }: Filters): void {
  const present = new Set(members.flatMap(({ account, units }) => [account.id, ...units]));
  const unknown = [
    ...[...include, ...exclude].flatMap(idsOf).filter((id) => !present.has(id)),
    ...include
      .flatMap(tagsOf)
      .filter((tags) => !members.some((member) => hasAll(member, tags)))
      .map((tags) => JSON.stringify(tags)),
  ];
  if (unknown.length === 0) return;
  const isUnit = unknown.some((id) => /^(ou|r)-/.test(id));
  throw new InvalidInputError({
    tried: 'apply the filter of the roll call to the accounts of the organization',
    answered: `no account matches ${unknown.join(', ')}`,
    next: `compare it with "aws organizations ${isUnit ? 'list-organizational-units-for-parent' : 'list-accounts'}", and start the roll call again`,
  });
}

const idsOf = (target: Target): string[] =>
  target.type === 'accounts' || target.type === 'ous' ? target.target_value : [];

const tagsOf = (target: Target) => (target.type === 'tags' ? target.target_value : []);

const hasAll = ({ tags }: RollMember, wanted: Record<string, string>) =>
  Object.entries(wanted).every(([key, value]) => tags[key] === value);
