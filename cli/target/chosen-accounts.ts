import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { organizationListsWith } from '../../lib/aws/organization-lists.ts';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import type { RollMember } from '../../lib/coverage/roll.ts';
import { type Filters, leftOutBy } from '../../lib/organization/filter.ts';
import { rollMembers } from '../../lib/roll-call/members.ts';
import { readFilter } from './filter-targets.ts';
import { isDepartedMember } from './is-departed-member.ts';
import { managementAccountElsewhere } from './management-account.ts';
import { storedReport } from './stored-report.ts';
import type { Target } from './target.ts';

/** Which accounts a command is about, where it does not name them. */
export interface Choice {
  departed?: boolean;
  all?: boolean;
  /** Account ids, ids of organizational units, and tags as `key=value`. */
  include?: string[];
  exclude?: string[];
}

/**
 * The ids of accounts that a command is about: the named ones, those that the latest report calls departed, those of the
 * organization that a filter includes, or all of these. The management account is only among them when it is named, or
 * the report has our registration of it: elsewhere nobody made a role that could be assumed there.
 * @throws Error where a filter finds none; and what the SDK throws
 */
export async function chosenAccounts(target: Target, named: string[], choice: Choice): Promise<string[]> {
  const { departed = false, all = false } = choice;
  if (named.length > 0) return [...new Set(named)];
  if (departed) return idsOf((await storedReport(target)).rows.filter(isDepartedMember));
  const filter = readFilter(choice);
  const { rows } = await storedReport(target).catch(noneYet);
  const ours = new Set(idsOf(rows.filter(isOurs)));
  const members = (await membersOf(target, filter)).filter(
    ({ account, isManagementAccount }) => !isManagementAccount || ours.has(account.id),
  );
  const chosen = await passing(filter, [
    ...members,
    ...(all ? idsOf(rows.filter(isDepartedMember)).map(withoutPlace) : []),
  ]);
  if (chosen.length > 0 || all) return [...new Set(chosen)];
  throw new Error('no account of the organization is one that --include names and --exclude does not');
}

type Row = CoverageReport['rows'][number];

const isOurs = ({ state, registration }: Row) => state !== 'departed' && registration?.standing === 'ours';

const idsOf = (rows: Row[]) => [...new Set(rows.map(({ accountId }) => accountId))];

/** Without a report nobody knows who has left. */
function noneYet(error: unknown): Pick<CoverageReport, 'rows'> {
  if (error instanceof Error && error.name === 'NoSuchKey') return { rows: [] };
  throw error;
}

async function membersOf(target: Target, filter: Filters): Promise<RollMember[]> {
  const { organizations, configuration } = target;
  const clients = { organizations, tagging: new ResourceGroupsTaggingAPIClient(configuration) };
  const asksForTags = [...(filter.include ?? []), ...(filter.exclude ?? [])].some(
    ({ type }) => type === 'tags',
  );
  const elsewhere = asksForTags ? await managementAccountElsewhere(target) : '';
  return rollMembers(organizationListsWith(clients, elsewhere), [filter]);
}

/** What a filter may ask of an account. */
type Asked = Pick<RollMember, 'units' | 'tags'> & { account: { id: string } };

/** An account that has left is in no unit, and has no tags. */
const withoutPlace = (id: string): Asked => ({ account: { id }, units: [], tags: {} });

async function passing(filter: Filters, accounts: Asked[]): Promise<string[]> {
  const found: string[] = [];
  for (const { account, units, tags } of accounts) {
    const asked = { account, ancestors: async () => units, tags: async () => tags };
    if ((await leftOutBy(filter, asked)) === undefined) found.push(account.id);
  }
  return found;
}
