import {
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { vendorNames } from '../../emulators/vendors.ts';
import type { Deployed } from './deployed.ts';

/** A role of Rollcall's in an account. */
export interface HeldRole {
  arn: string;
  vendor: string;
  trust: string;
  /** ARNs of managed policies and names of inline ones. */
  policies: string[];
}

/** What an account's IAM and the vendors hold of the account; equal before and after a run that changes nothing. */
export interface Holdings {
  roles: HeldRole[];
  /** By vendor, the ARNs of the roles that it was given and could assume. */
  vendors: Record<string, string[]>;
}

/** What is left of an account that was offboarded as far as that is possible. */
export const FORGOTTEN: Holdings = {
  roles: [],
  vendors: Object.fromEntries(vendorNames().map((name) => [name, []])),
};

/** Looks into the account's IAM, and into what the vendors hold. */
export const holdingsOf = async (
  deployed: Pick<Deployed, 'organization' | 'vendors'>,
  accountId: string,
): Promise<Holdings> => ({
  roles: await rolesIn(deployed, accountId),
  vendors: Object.fromEntries(
    await Promise.all(
      Object.entries(deployed.vendors.running).map(async ([name, { holds, examine }]) => {
        const arns = holds().flatMap((held) => (held.accountId === accountId ? [held.roleArn] : []));
        return [name, (await examine(accountId)).length === 0 ? arns : []];
      }),
    ),
  ),
});

async function rolesIn(
  { organization }: Pick<Deployed, 'organization'>,
  accountId: string,
): Promise<HeldRole[]> {
  const client = await organization.iam(accountId);
  const held: HeldRole[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client }, {})) {
    for (const { RoleName } of Roles) {
      const { Role } = await client.send(new GetRoleCommand({ RoleName }));
      const vendor = Role?.Tags?.find(({ Key }) => Key === 'rollcall:vendor')?.Value;
      if (vendor === undefined) continue;
      const { AttachedPolicies = [] } = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      const { PolicyNames = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
      held.push({
        ...{ arn: Role?.Arn ?? '', vendor, trust: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '') },
        policies: [...AttachedPolicies.map(({ PolicyArn = '' }) => PolicyArn), ...PolicyNames].sort(),
      });
    }
  }
  return held.sort((one, other) => one.vendor.localeCompare(other.vendor));
}
