import type { RollMember } from '../coverage/roll.ts';
import { AwsRejectedError } from '../errors.ts';
import type { Filters } from '../organization/filter.ts';
import type { ListedMember } from '../organization/member.ts';

/** The organization, asked once for all accounts. */
export interface OrganizationLists {
  members(): Promise<ListedMember[]>;
  /** By account id, of those members; an account without tags may be absent. */
  tags(members: Promise<ListedMember[]>): Promise<Map<string, Record<string, string>>>;
}

/**
 * The members with all that the filters ask for; tags are listed only when one asks for tags.
 * @throws {AwsRejectedError} a filter asks for organizational units, and Organizations does not say them
 */
export async function rollMembers(lists: OrganizationLists, filters: Filters[]): Promise<RollMember[]> {
  const asked = filters.flatMap(targetTypes);
  const listed = lists.members();
  const [members, tags] = await Promise.all([
    listed,
    asked.includes('tags') ? lists.tags(listed) : new Map<string, Record<string, string>>(),
  ]);
  return members.map(({ units, ...member }) => {
    if (units === undefined && asked.includes('ous')) throw unknownPlace(member.account.id);
    return { ...member, units: units ?? [], tags: tags.get(member.account.id) ?? {} };
  });
}

const targetTypes = (filters: Filters): string[] =>
  [filters, ...Object.values(filters.vendors ?? {})].flatMap(({ include = [], exclude = [] }) =>
    [...include, ...exclude].map(({ type }) => type),
  );

const unknownPlace = (accountId: string) =>
  new AwsRejectedError({
    tried: 'apply a filter of organizational units to the accounts of the organization',
    answered: `AWS Organizations lists account ${accountId} without Paths`,
    next: 'filter by accounts or tags instead',
  });
