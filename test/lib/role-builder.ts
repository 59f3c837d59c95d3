import type { Account } from '../../lib/organization/account.ts';
import type { ActualRole, WantedRole } from '../../lib/role/drift.ts';
import { type RoleSpec, roleArn, roleTags, trustPolicy } from '../../lib/role/spec.ts';

/** The account of the sample events. */
export const account: Account = { id: '444455556666', name: 'Sandbox', partition: 'aws' };

/** A policy document of one statement. */
export const allowing = (...actions: string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
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

/** Cloudcraft's role as it is to become, with overrides. */
export const wanted = (overrides: Partial<WantedRole> = {}): WantedRole => ({
  spec: spec(),
  tags: roleTags('cloudcraft'),
  boundaryArn: undefined,
  ...overrides,
});

/** That role as IAM shows it when nothing is wrong with it, with overrides. */
export const actual = (overrides: Partial<ActualRole> = {}): ActualRole => ({
  arn: roleArn(account, spec()),
  description: spec().description,
  maxSessionSeconds: 3600,
  trust: trustPolicy(spec()),
  tags: roleTags('cloudcraft'),
  boundaryArn: undefined,
  managedPolicyArns: spec().managedPolicyArns,
  inlinePolicies: spec().inlinePolicies,
  ...overrides,
});
