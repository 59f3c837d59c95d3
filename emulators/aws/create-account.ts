import { everything } from './managed-policies.ts';
import type { Account, AwsState, Membership, Role } from './state.ts';
import { readTrust } from './trust-policy.ts';
import { random, uniqueId } from './unique-id.ts';

/** What is special of a new account; everything can be left out. `tags` as an object. */
export type NewAccount = Partial<Omit<Membership, 'tags'>> & { id?: string; tags?: Record<string, string> };

/**
 * Makes an account that joins the organization now, created by it, active, directly under the root,
 * with `OrganizationAccountAccessRole`.
 */
export function createAccount(
  state: AwsState,
  { id = random(12, '0123456789'), tags = {}, ...given }: NewAccount,
): Account {
  const account = knownAccount(state, id);
  account.membership = {
    name: `account-${id}`,
    email: `${id}@example.com`,
    state: 'ACTIVE',
    joinedMethod: 'CREATED',
    joinedAt: new Date(),
    units: [],
    accessRoles: ['OrganizationAccountAccessRole'],
    serviceControlPolicies: [everything],
    ...given,
    tags: new Map(Object.entries(tags)),
  };
  for (const name of account.membership.accessRoles)
    account.roles.set(name.toLowerCase(), accessRole(state, id, name));
  return account;
}

/** The account of that id; it is made, outside the organization, when it is not known yet. */
export function knownAccount(state: AwsState, id: string): Account {
  const known = state.accounts.get(id);
  if (known !== undefined) return known;
  const account: Account = {
    id,
    partition: state.partition,
    roles: new Map(),
    users: new Map(),
    policies: new Map(),
    secrets: new Map(),
  };
  state.accounts.set(id, account);
  return account;
}

/** A role that can do everything, and is trusted to nobody but the management account. */
function accessRole(state: AwsState, accountId: string, name: string): Role {
  const { partition, organization } = state;
  const trusted = `arn:${partition}:iam::${organization.managementAccountId}:root`;
  const role = bareRole({ state, accountId, name, path: '/' }, trusted);
  role.attached.set(`arn:${partition}:iam::aws:policy/AdministratorAccess`, new Date());
  return role;
}

/** A role without permissions that trusts one principal. */
export function bareRole(
  { state, accountId, name, path }: { state: AwsState; accountId: string; name: string; path: string },
  trusted: string,
): Role {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }],
  };
  return {
    ...{ name, path },
    id: uniqueId('AROA'),
    arn: `arn:${state.partition}:iam::${accountId}:role${path}${name}`,
    trust: readTrust(state, JSON.stringify(trust)),
    maxSessionSeconds: 3600,
    tags: new Map(),
    attached: new Map(),
    inline: new Map(),
    createdAt: new Date(),
  };
}
