import type { Role } from '../aws/state.ts';
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
  vendor: 'cloudcraft' | 'crowdstrike';
  role?: RoleReport;
  registrations: { id: string; name: string; status: string }[];
}

/** What everybody holds of one account. */
export const report = (world: World, accountId: string): VendorReport[] => [
  {
    vendor: 'cloudcraft',
    ...roleOf(world, accountId, 'cloudcraft'),
    registrations: inCloudcraft(world, accountId),
  },
  {
    vendor: 'crowdstrike',
    ...roleOf(world, accountId, 'crowdstrike'),
    registrations: inCrowdstrike(world, accountId),
  },
];

function roleOf({ aws }: World, accountId: string, vendor: string): { role?: RoleReport } {
  const roles = [...(aws.state.accounts.get(accountId)?.roles.values() ?? [])];
  const role = roles.find(({ tags }) => tags.get('rollcall:vendor') === vendor);
  return role === undefined ? {} : { role: describe(role) };
}

const describe = ({ arn, trust, attached, inline, tags }: Role): RoleReport => ({
  arn,
  trusts: [...trust.text.matchAll(/"AWS":\s*"([^"]+)"/g)].map(([, principal = '']) => principal),
  externalId: trust.text.includes('sts:ExternalId'),
  policies: [...[...attached.keys()].map((policy) => policy.replace(/.*policy\//, '')), ...inline.keys()],
  tags: Object.fromEntries(tags),
});

const inCloudcraft = ({ cloudcraft }: World, accountId: string) =>
  cloudcraft.state.accounts
    .filter(({ roleArn }) => roleArn.includes(`:${accountId}:`))
    .map(({ id, name }) => ({ id, name, status: 'added' }));

const inCrowdstrike = ({ crowdstrike }: World, accountId: string) =>
  crowdstrike.state.registrations
    .filter((registration) => registration.accountId === accountId)
    .map(({ id, family, operational }) => ({
      id: String(id),
      name: family,
      status: operational ? 'operational' : 'provisioned',
    }));
