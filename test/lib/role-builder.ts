import type { Account } from '../../lib/organization/account.ts';
import type { ActualRole } from '../../lib/role/drift.ts';
import type { RoleRequest } from '../../lib/role/request.ts';
import type { RoleSpec } from '../../lib/role/spec.ts';
import { type WantedRole, wantedRole } from '../../lib/role/wanted.ts';
import { ACCOUNT } from '../scene.ts';

/** The account of the sample events. */
export const account: Account = { id: ACCOUNT, name: 'Sandbox', partition: 'aws' };

/** A policy document of one statement. */
export const allowing = (...actions: string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

/** What Cloudcraft may answer about its role, with overrides. */
export const request = (overrides: Partial<RoleRequest> = {}): RoleRequest => ({
  principal: 'arn:aws:iam::968898580625:root',
  externalId: 'ex53e827-a724-4a2a-9fec-b13761540785',
  ...overrides,
});

/** What a vendor may want, with overrides. */
export const spec = (overrides: Partial<RoleSpec> = {}): RoleSpec => ({
  name: 'cloudcraft',
  path: '/',
  description: 'Lets a vendor read.',
  maxSessionSeconds: 3600,
  trustedPrincipal: 'arn:aws:iam::968898580625:root',
  externalId: 'ex53e827-a724-4a2a-9fec-b13761540785',
  managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  inlinePolicies: { extra: allowing('ec2:Describe*') },
  ...overrides,
});

/** Cloudcraft's role as it is to be ensured, with overrides. */
export const wanted = (overrides: Partial<WantedRole> & { vendor?: string } = {}): WantedRole => {
  const { vendor = 'cloudcraft', ...others } = overrides;
  const order = { account, vendor, adopt: false, used: false, permissionsBoundary: '', ...others };
  return { ...wantedRole(others.spec ?? spec(), order), ...others };
};

/** The trust policy of a role that a vendor may want, with overrides. */
export const trusting = (overrides: Partial<RoleSpec> = {}) => wanted({ spec: spec(overrides) }).trust;

/** Our tags on a vendor's role. */
export const tagsOf = (vendor: string) => wanted({ vendor }).tags;

/** Cloudcraft's role as IAM shows it when nothing is wrong with it, with overrides. */
export const actual = (overrides: Partial<ActualRole> = {}): ActualRole => {
  const { arn, trust, tags, boundaryArn } = wanted();
  const { description, maxSessionSeconds, managedPolicyArns, inlinePolicies } = spec();
  return {
    ...{ arn, trust, tags, boundaryArn },
    ...{ description, maxSessionSeconds, managedPolicyArns, inlinePolicies },
    ...overrides,
  };
};
