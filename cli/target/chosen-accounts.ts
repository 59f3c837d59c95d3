import {
  DescribeOrganizationCommand,
  type OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import type { CoverageReport } from '../../lib/coverage/report.ts';
import { storedReport } from './stored-report.ts';
import type { Target } from './target.ts';

/** Which accounts a command is about, where it does not name them. */
interface Choice {
  departed?: boolean;
  all?: boolean;
}

/**
 * The ids of accounts that a command is about: the named ones, those that the latest report calls departed, or these and
 * all that the organization lists. The management account is only among them when the report has our registration of
 * it: elsewhere nobody made a role that could be assumed there.
 * @throws Error unless exactly one of the three is asked for; and what the SDK throws
 */
export async function chosenAccounts(target: Target, named: string[], choice: Choice): Promise<string[]> {
  const { departed = false, all = false } = choice;
  if ([named.length > 0, departed, all].filter(Boolean).length !== 1)
    throw new Error('name the accounts, or give one of --departed and --all');
  if (named.length > 0) return [...new Set(named)];
  // One without a name was never a member: it may be of another organization with the same vendor.
  const gone = ({ state, name }: Row) => state === 'departed' && name !== undefined;
  if (departed) return idsOf((await storedReport(target)).rows.filter(gone));
  const { rows } = await storedReport(target).catch(noneYet);
  const ours = rows.filter(
    (row) => gone(row) || (row.state !== 'departed' && row.registration?.standing === 'ours'),
  );
  return [...new Set([...(await members(target.organizations)), ...idsOf(ours)])];
}

type Row = CoverageReport['rows'][number];

const idsOf = (rows: Row[]) => [...new Set(rows.map(({ accountId }) => accountId))];

/** Without a report nobody knows who has left. */
function noneYet(error: unknown): Pick<CoverageReport, 'rows'> {
  if (error instanceof Error && error.name === 'NoSuchKey') return { rows: [] };
  throw error;
}

/** All but the management account. */
async function members(client: OrganizationsClient): Promise<string[]> {
  const { Organization } = await client.send(new DescribeOrganizationCommand({}));
  const ids: string[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client }, {}))
    ids.push(...Accounts.flatMap(({ Id }) => Id ?? []));
  return ids.filter((id) => id !== Organization?.MasterAccountId);
}
