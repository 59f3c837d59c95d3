import type { Role } from '../aws/state.ts';
import { vendorNamed } from '../vendors.ts';
import type { World } from '../world.ts';

/** A role of a vendor as the account's IAM holds it. */
export interface RoleReport {
  arn: string;
  /** The principals of the trust policy, and whether they need an external id. */
  trusts: string[];
  externalId: boolean;
  policies: string[];
  tags: Record<string, string>;
}

/** What one vendor, and the account's IAM on its behalf, now hold. */
export interface VendorReport {
  vendor: string;
  role?: RoleReport;
  registrations: { id: string; name: string; status: string }[];
  /** Why the vendor cannot work in the account, though it knows it; nothing where it can. */
  problems: string[];
}

/** What everybody holds of one account. */
export const report = (world: World, accountId: string): Promise<VendorReport[]> =>
  Promise.all(
    Object.entries(world.vendors).map(async ([vendor, running]) => ({
      vendor,
      ...roleOf(world, accountId, vendor),
      registrations: running
        .holds()
        .filter((held) => held.accountId === accountId)
        .map(({ id, name, status }) => ({ id, name, status })),
      problems: await running.examine(accountId),
    })),
  );

/** The role that has our tag for the vendor, or else one that the vendor was given or may assume, whoever made it. */
function roleOf({ aws, vendors }: World, accountId: string, vendor: string): { role?: RoleReport } {
  const roles = [...(aws.state.accounts.get(accountId)?.roles.values() ?? [])];
  const { partition } = aws.state;
  const [, , , , vendorAccount = 'none'] = vendorNamed(vendor)?.identity(partition).split(':') ?? [];
  const given = vendors[vendor]?.holds().map(({ roleArn }) => roleArn) ?? [];
  const role =
    roles.find(({ tags }) => tags.get('rollcall:vendor') === vendor) ??
    roles.find(({ arn }) => given.includes(arn)) ??
    roles.find(({ trust }) => trust.text.includes(`:${vendorAccount}:`));
  return role === undefined ? {} : { role: describe(role) };
}

const describe = ({ arn, trust, attached, inline, tags }: Role): RoleReport => ({
  arn,
  trusts: [...trust.text.matchAll(/"AWS":\s*"([^"]+)"/g)].map(([, principal = '']) => principal),
  externalId: trust.text.includes('sts:ExternalId'),
  policies: [...[...attached.keys()].map((policy) => policy.replace(/.*policy\//, '')), ...inline.keys()],
  tags: Object.fromEntries(tags),
});
