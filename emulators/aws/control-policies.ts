import { everything } from './managed-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { Membership } from './state.ts';
import type { World } from './world.ts';

/**
 * The service control policies that bind an account's principals, by level: the root, each unit, the account.
 * Every level has to allow. They bind neither the management account nor accounts outside the organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function serviceControl(world: World, accountId: string): PolicyDocument[][] {
  const member = memberOf(world, accountId);
  if (member === undefined) return [];
  const { serviceControlPolicies: everywhere, controlPoliciesOf } = world.switches;
  const above = [world.state.organization.rootId, ...member.units];
  return [
    ...above.map((id) => controlPoliciesOf[id] ?? [everything]),
    [...(controlPoliciesOf[accountId] ?? member.serviceControlPolicies), ...everywhere],
  ];
}

/**
 * The resource control policies on an account's resources; `RCPFullAWSAccess` cannot be detached.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function resourceControl(world: World, accountId: string): PolicyDocument[] {
  const policies = memberOf(world, accountId) === undefined ? [] : world.switches.resourceControlPolicies;
  return [fullAccess, ...policies];
}

const fullAccess: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};

function memberOf({ state }: World, accountId: string): Membership | undefined {
  if (accountId === state.organization.managementAccountId) return undefined;
  return state.accounts.get(accountId)?.membership;
}
