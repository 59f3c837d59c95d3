import type { Account } from '../organization/account.ts';
import type { PolicyDocument } from './policy.ts';
import { type RoleSpec, roleArn } from './spec.ts';

/** A role to be ensured: what the vendor wants in the account, and what Rollcall adds. */
export interface WantedRole {
  account: Account;
  spec: RoleSpec;
  arn: string;
  /** Trusts the vendor's principal with its external id, and nobody else. */
  trust: PolicyDocument;
  /** The tags by which Rollcall recognizes the role as its own, for this vendor. */
  tags: { 'managed-by': string; 'rollcall:vendor': string };
  /** The permissions boundary; undefined when none is configured. */
  boundaryArn: string | undefined;
  /** An operator's permission to take over a role of that name without our tags. */
  adopt: boolean;
}

/** What decides on a role, besides the vendor's spec. */
export interface Ordered {
  account: Account;
  vendor: string;
  adopt: boolean;
  /** Path and name of the policy in the account that bounds the role; empty for none. */
  permissionsBoundary: string;
}

/** The role that is to be ensured for a vendor's spec. */
export const wantedRole = (
  spec: RoleSpec,
  { account, vendor, adopt, permissionsBoundary }: Ordered,
): WantedRole => ({
  account,
  spec,
  arn: roleArn(account, spec),
  trust: trustPolicy(spec),
  tags: { 'managed-by': 'rollcall', 'rollcall:vendor': vendor },
  boundaryArn:
    permissionsBoundary === ''
      ? undefined
      : `arn:${account.partition}:iam::${account.id}:policy/${permissionsBoundary}`,
  adopt,
});

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
