import type { ActualRole } from './drift.ts';
import type { WantedRole } from './wanted.ts';

/** A wanted role as CreateRole makes it: still without its policies. */
export const newRole = ({ arn, spec, trust, tags, boundaryArn }: WantedRole): ActualRole => ({
  ...{ arn, trust, tags, boundaryArn },
  description: spec.description,
  maxSessionSeconds: spec.maxSessionSeconds,
  managedPolicyArns: [],
  inlinePolicies: {},
});
