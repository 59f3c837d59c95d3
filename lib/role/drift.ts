import { type PolicyDocument, samePolicy } from './policy.ts';
import type { RoleSpec } from './spec.ts';
import type { WantedRole } from './wanted.ts';

/** A role as IAM shows it. */
export interface ActualRole {
  arn: string;
  description: string;
  maxSessionSeconds: number;
  trust: unknown;
  tags: Record<string, string>;
  boundaryArn: string | undefined;
  managedPolicyArns: string[];
  /** Inline policies by name. */
  inlinePolicies: Record<string, unknown>;
}

/** One call that takes a policy from a role. */
export type Stripping = { repair: 'detach'; policyArn: string } | { repair: 'delete'; policyName: string };

/** One call that brings a role nearer to what is wanted. */
export type Repair =
  | Stripping
  | { repair: 'trust'; document: PolicyDocument }
  | { repair: 'settings'; description: string; maxSessionSeconds: number }
  | { repair: 'tags'; tags: Record<string, string> }
  | { repair: 'boundary'; boundaryArn: string }
  | { repair: 'attach'; policyArn: string }
  | { repair: 'put'; policyName: string; document: PolicyDocument };

/**
 * The repairs that turn the actual role into the wanted one, none when it is right already. What narrows comes before
 * the trust, and what widens after it: so a principal that is trusted, before or after, may never do more than at one of the
 * two ends. A boundary that is not configured is left as it is: somebody put it there to restrict.
 */
export const drift = (wanted: WantedRole, actual: ActualRole): Repair[] => [
  ...boundaryDrift(wanted, actual),
  ...superfluous(wanted.spec, actual),
  ...changed(wanted.spec, actual),
  ...trustDrift(wanted, actual),
  ...settingsDrift(wanted.spec, actual),
  ...missing(wanted.spec, actual),
  ...tagDrift(wanted, actual),
];

/** The repairs that remove from a role, or replace, what somebody gave it. */
export const losses = (wanted: WantedRole, actual: ActualRole): Repair[] => [
  ...superfluous(wanted.spec, actual),
  ...changed(wanted.spec, actual),
  ...(actual.boundaryArn === undefined ? [] : boundaryDrift(wanted, actual)),
  ...(actual.maxSessionSeconds > wanted.spec.maxSessionSeconds ? settingsDrift(wanted.spec, actual) : []),
];

const trustDrift = ({ trust }: WantedRole, actual: ActualRole): Repair[] =>
  samePolicy(actual.trust, trust) ? [] : [{ repair: 'trust', document: trust }];

const settingsDrift = ({ description, maxSessionSeconds }: RoleSpec, actual: ActualRole): Repair[] =>
  actual.description === description && actual.maxSessionSeconds === maxSessionSeconds
    ? []
    : [{ repair: 'settings', description, maxSessionSeconds }];

const boundaryDrift = ({ boundaryArn }: WantedRole, actual: ActualRole): Repair[] =>
  boundaryArn === undefined || boundaryArn === actual.boundaryArn
    ? []
    : [{ repair: 'boundary', boundaryArn }];

const superfluous = (spec: RoleSpec, actual: ActualRole): Repair[] => [
  ...without(actual.managedPolicyArns, spec.managedPolicyArns).map(
    (policyArn): Repair => ({ repair: 'detach', policyArn }),
  ),
  ...without(Object.keys(actual.inlinePolicies), Object.keys(spec.inlinePolicies)).map(
    (policyName): Repair => ({ repair: 'delete', policyName }),
  ),
];

const changed = (spec: RoleSpec, { inlinePolicies: present }: ActualRole): Repair[] =>
  puts(spec).filter(
    ({ policyName, document }) =>
      Object.hasOwn(present, policyName) && !samePolicy(present[policyName], document),
  );

const missing = (spec: RoleSpec, actual: ActualRole): Repair[] => [
  ...without(spec.managedPolicyArns, actual.managedPolicyArns).map(
    (policyArn): Repair => ({ repair: 'attach', policyArn }),
  ),
  ...puts(spec).filter(({ policyName }) => !Object.hasOwn(actual.inlinePolicies, policyName)),
];

const puts = ({ inlinePolicies }: RoleSpec) =>
  Object.entries(inlinePolicies).map(([policyName, document]) => ({
    repair: 'put' as const,
    policyName,
    document,
  }));

const tagDrift = ({ tags }: WantedRole, actual: ActualRole): Repair[] =>
  Object.entries(tags).every(([key, value]) => actual.tags[key] === value) ? [] : [{ repair: 'tags', tags }];

const without = (list: string[], other: string[]) => list.filter((item) => !other.includes(item));
