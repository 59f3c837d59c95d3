import { type Filtered, leftOutBy } from '../organization/filter.ts';
import { indexed } from './indexed.ts';
import { judge } from './judge.ts';
import type { Roll, RollMember } from './roll.ts';
import type { Row } from './row.ts';

/**
 * Compares the organization with the vendors' lists: one row an account and vendor, the members' first, in their order;
 * then the accounts that only a vendor knows. Asks nobody, and takes the lists for whole.
 */
export async function compare(roll: Roll): Promise<Row[]> {
  const vendors = Object.entries(roll.lists).map(([vendor, listed]) => ({ vendor, known: indexed(listed) }));
  const findings = new Map(roll.findings?.map((finding) => [key(finding), finding]));
  const tried = new Map(roll.tried?.map((one) => [key(one), one]));
  const rows: Row[] = [];
  for (const member of roll.members) {
    const general = await leftOut(member, roll);
    for (const { vendor, known } of vendors) {
      const at = { accountId: member.account.id, vendor };
      rows.push({
        ...{ ...at, name: member.account.name, accountState: member.state, units: member.units },
        ...judge({
          ...{ vendor, state: member.state, registration: known.get(at.accountId) },
          leftOut: general ?? (await leftOutAt(vendor, member, roll)),
          ...{ finding: findings.get(key(at)), tried: tried.get(key(at)) },
        }),
      });
    }
  }
  const members = new Set(roll.members.map(({ account }) => account.id));
  for (const { vendor, known } of vendors) {
    for (const [accountId, registration] of known) {
      if (members.has(accountId)) continue;
      const at = { accountId, vendor };
      rows.push({ ...at, units: [], ...judge({ vendor, registration, tried: tried.get(key(at)) }) });
    }
  }
  return roll.departures === 'left out' ? rows.flatMap(withoutDeparture) : rows;
}

/** A departed member is still a member; an account that only a vendor knows is nothing. */
function withoutDeparture(row: Row): Row[] {
  if (row.state !== 'departed') return [row];
  return row.accountState === undefined ? [] : [{ ...row, state: 'inactive' }];
}

const key = ({ accountId, vendor }: { accountId: string; vendor: string }) => `${accountId} ${vendor}`;

/** Why the account is not to be registered with any vendor, in words. */
async function leftOut(member: RollMember, roll: Roll): Promise<string | undefined> {
  if (member.isManagementAccount && roll.managementAccount === 'left out') return 'the management account';
  const deployment = await leftOutBy(roll.filters, asked(member));
  if (deployment !== undefined) return `${deployment} (the deployment's filter)`;
  const here = await leftOutBy(roll.only ?? {}, asked(member));
  return here && `${here} (this roll call's filter)`;
}

async function leftOutAt(vendor: string, member: RollMember, { filters }: Roll): Promise<string | undefined> {
  const filter = filters.vendors?.[vendor];
  const reason = filter && (await leftOutBy(filter, asked(member)));
  return reason && `${reason} (the filter for ${vendor})`;
}

const asked = ({ account, units, tags }: RollMember): Filtered => ({
  account,
  ancestors: async () => units,
  tags: async () => tags,
});
