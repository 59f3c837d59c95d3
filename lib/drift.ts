import { type PolicyDocument, samePolicy } from './policy.ts';
import { type RoleSpec, trustPolicy } from './role.ts';

/** A role as IAM shows it. */
export interface ActualRole {
  arn: string;
  path: string;
  description: string;
  maxSessionSeconds: number;
  trust: unknown;
  tags: Record<string, string>;
  boundaryArn: string | undefined;
  managedPolicyArns: string[];
  /** Inline policies by name. */
  inlinePolicies: Record<string, unknown>;
}

/** What a role is to become: the vendor's spec, our tags, and the permissions boundary where one is configured. */
export interface WantedRole {
  spec: RoleSpec;
  tags: Record<string, string>;
  boundaryArn: string | undefined;
}

/** One call that brings a role nearer to what is wanted. */
export type Repair =
  | { repair: 'trust'; document: PolicyDocument }
  | { repair: 'settings'; description: string; maxSessionSeconds: number }
  | { repair: 'tags'; tags: Record<string, string> }
  | { repair: 'boundary'; boundaryArn: string }
  | { repair: 'detach' | 'attach'; policyArn: string }
  | { repair: 'delete'; policyName: string }
  | { repair: 'put'; policyName: string; document: PolicyDocument };

/**
 * The repairs that turn the actual role into the wanted one, none when it is right already. Trust comes first and
 * what is superfluous goes before what is missing comes, so no moment grants more than the two ends do.
 * A boundary that is not configured is left as it is: somebody put it there to restrict.
 */
export const drift = (wanted: WantedRole, actual: ActualRole): Repair[] => [
  ...trustDrift(wanted.spec, actual),
  ...settingsDrift(wanted.spec, actual),
  ...boundaryDrift(wanted, actual),
  ...superfluous(wanted.spec, actual),
  ...missing(wanted.spec, actual),
  ...tagDrift(wanted, actual),
];

const trustDrift = (spec: RoleSpec, actual: ActualRole): Repair[] => {
  const document = trustPolicy(spec);
  return samePolicy(actual.trust, document) ? [] : [{ repair: 'trust', document }];
};

const settingsDrift = ({ description, maxSessionSeconds }: RoleSpec, actual: ActualRole): Repair[] =>
  actual.description === description && actual.maxSessionSeconds === maxSessionSeconds
    ? []
    : [{ repair: 'settings', description, maxSessionSeconds }];

const boundaryDrift = ({ boundaryArn }: WantedRole, actual: ActualRole): Repair[] =>
  boundaryArn === undefined || boundaryArn === actual.boundaryArn
    ? []
    : [{ repair: 'boundary', boundaryArn }];

const superfluous = (spec: RoleSpec, actual: ActualRole): Repair[] => [
  ...without(actual.managedPolicyArns, spec.managedPolicyArns).map((policyArn) => ({
    repair: 'detach' as const,
    policyArn,
  })),
  ...without(Object.keys(actual.inlinePolicies), Object.keys(spec.inlinePolicies)).map((policyName) => ({
    repair: 'delete' as const,
    policyName,
  })),
];

const missing = (spec: RoleSpec, actual: ActualRole): Repair[] => [
  ...without(spec.managedPolicyArns, actual.managedPolicyArns).map((policyArn) => ({
    repair: 'attach' as const,
    policyArn,
  })),
  ...Object.entries(spec.inlinePolicies)
    .filter(([policyName, document]) => !samePolicy(actual.inlinePolicies[policyName], document))
    .map(([policyName, document]) => ({ repair: 'put' as const, policyName, document })),
];

const tagDrift = ({ tags }: WantedRole, actual: ActualRole): Repair[] =>
  Object.entries(tags).every(([key, value]) => actual.tags[key] === value) ? [] : [{ repair: 'tags', tags }];

const without = (list: string[], other: string[]) => list.filter((item) => !other.includes(item));
