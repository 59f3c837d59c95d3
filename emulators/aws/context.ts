import type { Asking, Need } from './asking.ts';
import type { Context } from './policy-condition.ts';
import { arnParts } from './policy-pattern.ts';
import type { AwsState } from './state.ts';

/**
 * The condition keys of a request: the global ones that are known here, and those that the need brings along.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf({ world: { state }, caller, region }: Asking, need: Need): Context {
  const owner = arnParts(need.resource)[4] || caller.account;
  const keys = {
    'aws:PrincipalArn': caller.principalArn,
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalOrgID': organizationOf(state, caller.account),
    'aws:PrincipalOrgPaths': pathOf(state, caller.account),
    'aws:PrincipalType': caller.session === undefined ? 'User' : 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:userid': caller.userId,
    'aws:ResourceAccount': owner,
    'aws:ResourceOrgID': organizationOf(state, owner),
    'aws:ResourceOrgPaths': pathOf(state, owner),
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    ...need.keys,
  };
  return new Map(
    Object.entries(keys).flatMap(([key, value]) =>
      value === undefined ? [] : [[key.toLowerCase(), [value].flat()]],
    ),
  );
}

/** `o-…/r-…/ou-…/` of an account of the organization, as the condition keys have it: without the account itself. */
export function pathOf({ accounts, organization }: AwsState, accountId: string): string | undefined {
  const membership = accounts.get(accountId)?.membership;
  return membership && `${[organization.id, organization.rootId, ...membership.units].join('/')}/`;
}

const organizationOf = ({ accounts, organization }: AwsState, accountId: string) =>
  accounts.get(accountId)?.membership && organization.id;
