import type { Account } from '../organization/account.ts';
import type { PolicyDocument } from './policy.ts';
import { type RoleSpec, roleArn } from './spec.ts';

/** What decides on a role, besides the vendor's spec. */
interface Order {
  account: Account;
  vendor: string;
  /** An operator's permission to take over a role of that name without our tags. */
  adopt: boolean;
  /** Whether the vendor's registration already names the role. */
  used: boolean;
  /** Whether the vendor knew nothing of the account, so that the role hardly exists. */
  isNew?: boolean;
  /** Path and name of the policy in the account that bounds the role; empty for none. */
  permissionsBoundary: string;
}

/** A role to be ensured: what the vendor wants in the account, and what Rollcall adds. */
export type WantedRole = ReturnType<typeof wantedRole>;

/** The role to be ensured for a vendor's spec: its ARN, trust policy, boundary, and the tags that make it ours. */
export const wantedRole = (
  spec: RoleSpec,
  { account, vendor, adopt, used, isNew = false, permissionsBoundary: name }: Order,
) => ({
  account,
  spec,
  adopt,
  used,
  isNew,
  arn: roleArn(account, spec),
  trust: trustPolicy(spec),
  tags: ourTags(vendor),
  boundaryArn: name === '' ? undefined : `arn:${account.partition}:iam::${account.id}:policy/${name}`,
});

/** The tags that make a vendor's role Rollcall's. */
export const ourTags = (vendor: string) => ({ 'managed-by': 'rollcall', 'rollcall:vendor': vendor });

/** Trusts the vendor's principal with its external id, and nobody else. */
const trustPolicy = ({ trustedPrincipal, externalId }: RoleSpec): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: trustedPrincipal },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
  ],
});
