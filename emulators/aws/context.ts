import type { Asking, Need } from './asking.ts';
import type { Caller } from './caller.ts';
import type { Context } from './policy-condition.ts';
import { arnParts } from './policy-pattern.ts';
import type { AwsState, Session } from './state.ts';

/**
 * The condition keys of a request: the global ones that are known here, and those that the need brings along.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf({ world: { state }, caller, region }: Asking, need: Need): Context {
  const now = new Date();
  const owner = arnParts(need.resource)[4] || caller.account;
  const keys = {
    'aws:PrincipalArn': caller.principalArn,
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalOrgID': organizationOf(state, caller.account),
    'aws:PrincipalOrgPaths': pathOf(state, caller.account),
    'aws:PrincipalType': caller.session === undefined ? 'User' : 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
    'aws:userid': caller.userId,
    ...(caller.session === undefined ? ofUser(caller) : ofSession(caller.session)),
    ...tagKeys('aws:PrincipalTag', caller.tags),
    // Every caller is on this machine.
    'aws:SourceIp': '127.0.0.1',
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
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

/** Keys such as `aws:PrincipalTag/team`, of tags. */
export const tagKeys = (prefix: string, tags: Iterable<[string, string]>): Record<string, string> =>
  Object.fromEntries([...tags].map(([key, value]) => [`${prefix}/${key}`, value]));

const ofUser = ({ principalArn }: Caller) => ({ 'aws:username': principalArn.split('/').at(-1) });

/** Nobody here has an MFA device, which only a session's context says; a long-term key's does not have the key. */
const ofSession = ({ issuedAt }: Session) => ({
  'aws:TokenIssueTime': issuedAt.toISOString(),
  'aws:MultiFactorAuthPresent': 'false',
});

/** `o-…/r-…/ou-…/` of an account of the organization, as the condition keys have it: without the account itself. */
export function pathOf({ accounts, organization }: AwsState, accountId: string): string | undefined {
  const membership = accounts.get(accountId)?.membership;
  return membership && `${[organization.id, organization.rootId, ...membership.units].join('/')}/`;
}

const organizationOf = ({ accounts, organization }: AwsState, accountId: string) =>
  accounts.get(accountId)?.membership && organization.id;
