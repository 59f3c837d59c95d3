import type { ActualRole, Stripping } from './drift.ts';
import type { GivenRole } from './given.ts';
import { ourTags } from './wanted.ts';

/** A vendor's role that is to go. */
export interface Unwanted {
  vendor: string;
  given: GivenRole;
}

/** How a role is removed, or why it stays. */
export type Removal = { strippings: Stripping[] } | { stays: string };

/**
 * How to strip a role before it is deleted. Only one that has our tags for the vendor, and nothing that somebody else
 * gave it. Managed policies go before inline ones, which alone could deny something; the trust policy, the tags and the
 * boundary stay to the end. So at each point the role allows less than before, and is still known as ours.
 */
export function removal({ vendor, given }: Unwanted, actual: ActualRole): Removal {
  const { tags, managedPolicyArns, inlinePolicies } = actual;
  if (Object.entries(ourTags(vendor)).some(([key, value]) => tags[key] !== value))
    return { stays: `it does not have the tags that Rollcall gives a role of ${vendor}` };
  const inline = Object.keys(inlinePolicies);
  const foreign = [
    ...managedPolicyArns.filter((arn) => !given.managedPolicies.some((name) => isAwsPolicy(arn, name))),
    ...inline.filter((name) => !given.inlinePolicies.includes(name)),
  ];
  if (foreign.length > 0) return { stays: `somebody else gave it ${foreign.join(', ')}` };
  return {
    strippings: [
      ...managedPolicyArns.map((policyArn): Stripping => ({ repair: 'detach', policyArn })),
      ...inline.map((policyName): Stripping => ({ repair: 'delete', policyName })),
    ],
  };
}

const isAwsPolicy = (arn: string, name: string) =>
  /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1] === name;
