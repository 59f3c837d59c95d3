import {
  DescribePolicy$,
  type DescribePolicyRequest,
  ListPolicies$,
  type ListPoliciesRequest,
  ListTargetsForPolicy$,
  type ListTargetsForPolicyRequest,
} from '@aws-sdk/client-organizations';
import { AwsError } from './aws-error.ts';
import { everything } from './managed-policies.ts';
import { operation } from './operation.ts';
import { fromManagement } from './organization-access.ts';
import { slice } from './pages.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { World } from './world.ts';

/** The operations of Organizations on service control policies. Policies of other types do not exist here. */
export const policyOperations = [
  operation({
    schema: ListPolicies$,
    needs: (asking, _: ListPoliciesRequest) => fromManagement(asking, 'ListPolicies', '*'),
    serve({ world }, { Filter, NextToken = '', MaxResults = 20 }) {
      const { page, next } = slice(
        Filter === 'SERVICE_CONTROL_POLICY' ? policiesOf(world) : [],
        NextToken,
        MaxResults,
      );
      return { Policies: page.map((policy) => summary(world, policy)), NextToken: next };
    },
  }),
  operation({
    schema: DescribePolicy$,
    needs: (asking, { PolicyId = '' }: DescribePolicyRequest) =>
      fromManagement(asking, 'DescribePolicy', arnOf(asking.world, PolicyId)),
    serve({ world }, { PolicyId }) {
      const policy = policyOf(world, PolicyId);
      return { Policy: { PolicySummary: summary(world, policy), Content: JSON.stringify(policy.document) } };
    },
  }),
  operation({
    schema: ListTargetsForPolicy$,
    needs: (asking, { PolicyId = '' }: ListTargetsForPolicyRequest) =>
      fromManagement(asking, 'ListTargetsForPolicy', arnOf(asking.world, PolicyId)),
    serve: ({ world }, { PolicyId }) => ({ Targets: policyOf(world, PolicyId).targets }),
  }),
];

interface Policy {
  id: string;
  name: string;
  document: PolicyDocument;
  targets: { TargetId: string; Name: string; Type: 'ROOT' | 'ACCOUNT' }[];
}

/** Those of the switches are attached to the root, those of an account to it, and FullAWSAccess to the root. */
function policiesOf({ state, switches }: World): Policy[] {
  const root = { TargetId: state.organization.rootId, Name: 'Root', Type: 'ROOT' as const };
  const full = { id: FULL, name: 'FullAWSAccess', document: everything, targets: [root] };
  const ofAll = switches.serviceControlPolicies.map((document, index) => ({
    ...{ id: `p-everymember${index}`, name: `every-member-${index}`, document, targets: [root] },
  }));
  const ofOne = [...state.accounts.values()].flatMap(({ id, membership }) =>
    (membership?.serviceControlPolicies ?? [])
      .filter((document) => document !== everything)
      .map((document, index) => ({
        ...{ id: `p-${id}${index}`, name: `account-${id}-${index}`, document },
        targets: [{ TargetId: id, Name: membership?.name ?? '', Type: 'ACCOUNT' as const }],
      })),
  );
  return [full, ...ofAll, ...ofOne];
}

const FULL = 'p-FullAWSAccess';

/** @throws AwsError PolicyNotFoundException */
function policyOf(world: World, id: string | undefined): Policy {
  const policy = policiesOf(world).find((each) => each.id === id);
  if (policy !== undefined) return policy;
  throw new AwsError('PolicyNotFoundException', "You specified a policy that doesn't exist.");
}

const summary = (world: World, { id, name }: Policy) => ({
  ...{ Id: id, Arn: arnOf(world, id), Name: name, Type: 'SERVICE_CONTROL_POLICY' as const },
  AwsManaged: id === FULL,
});

const arnOf = ({ state: { partition, organization } }: World, id: string) =>
  id === FULL
    ? `arn:${partition}:organizations::aws:policy/service_control_policy/${id}`
    : `arn:${partition}:organizations::${organization.managementAccountId}:policy/${organization.id}/service_control_policy/${id}`;
