import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import type { Asking, Need } from './asking.ts';
import { denied, refusalOf } from './authorize.ts';
import { AwsError } from './aws-error.ts';
import { contextOf, tagKeys } from './context.ts';
import { statementsOf } from './policy-document.ts';
import { arnParts } from './policy-pattern.ts';
import { sparedBy } from './policy-principal.ts';
import { verdict } from './policy-verdict.ts';
import type { Account, Role } from './state.ts';
import { isWithin } from './world.ts';

/**
 * The role that a caller may assume: both its own side and the role's trust policy have to allow it.
 *
 * @throws AwsError AccessDenied, also where the account or the role does not exist, is closed or is not ready yet;
 *   RegionDisabledException where the switch says so
 */
export function assumableRole(asking: Asking, input: AssumeRoleRequest): Role {
  const arn = input.RoleArn ?? '';
  const account = asking.world.state.accounts.get(arnParts(arn)[4] ?? '');
  const role = account?.roles.get(arn.split('/').at(-1)?.toLowerCase() ?? '');
  const needs = needsOf(input, role?.tags);
  if (account === undefined || role?.arn !== arn) throw refused(asking, needs);
  for (const need of needs) checkTrusted(asking, role, need);
  checkReady(asking, account, role);
  return role;
}

function needsOf(
  { RoleArn = '', RoleSessionName, ExternalId, Tags = [], SourceIdentity }: AssumeRoleRequest,
  tags: Role['tags'] = new Map(),
): Need[] {
  const actions = ['sts:AssumeRole'];
  if (Tags.length > 0) actions.push('sts:TagSession');
  if (SourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  const keys = {
    'sts:ExternalId': ExternalId,
    'sts:RoleSessionName': RoleSessionName,
    'sts:SourceIdentity': SourceIdentity,
    ...tagKeys('iam:ResourceTag', tags),
    ...tagKeys('aws:ResourceTag', tags),
    ...tagKeys(
      'aws:RequestTag',
      Tags.map(({ Key = '', Value = '' }) => [Key, Value]),
    ),
    'aws:TagKeys': Tags.length === 0 ? undefined : Tags.map(({ Key = '' }) => Key),
  };
  return actions.map((action) => ({ action, resource: RoleArn, keys }));
}

function checkTrusted(asking: Asking, { trust }: Role, need: Need): void {
  const { caller } = asking;
  const question = { ...need, context: contextOf(asking, need), principal: caller, pins: trust.pins };
  const within = arnParts(need.resource)[4] === caller.account;
  const allowing = statementsOf(trust.document).filter(
    (statement) => verdict([{ Statement: statement }], question) === 'allowed',
  );
  const spared = within ? allowing.flatMap(({ Principal }) => sparedBy(Principal, caller)) : [];
  const refusal = refusalOf(asking, need, spared);
  const trusted = verdict([trust.document], question);
  if (refusal?.explicit) throw denied(caller, need, refusal);
  if (trusted === 'explicitly denied')
    throw denied(caller, need, { kind: 'resource-based policy', explicit: true });
  if (trusted === 'implicitly denied') throw denied(caller, need);
  if (refusal !== undefined) throw denied(caller, need, within ? refusal : undefined);
}

function checkReady(asking: Asking, { id, membership }: Account, role: Role): void {
  const { world, caller } = asking;
  const refusal = denied(caller, { action: 'sts:AssumeRole', resource: role.arn });
  if (membership !== undefined && !['ACTIVE', 'PENDING_CLOSURE'].includes(membership.state)) throw refusal;
  const isAccessRole = membership?.accessRoles.includes(role.name) ?? false;
  if (!isAccessRole && isWithin(world.switches.roleNotAssumableSeconds, role.trust.since)) throw refusal;
  if (!isAccessRole || membership === undefined) return;
  if (!isWithin(world.switches.accountNotReadySeconds, membership.joinedAt)) return;
  throw world.switches.accountNotReadyAs === 'AccessDenied' ? refusal : regionDisabled(id);
}

const refused = ({ caller }: Asking, [need]: Need[]) =>
  denied(caller, need ?? { action: 'sts:AssumeRole', resource: '*' });

const regionDisabled = (account: string) =>
  new AwsError(
    'RegionDisabledException',
    `STS is not activated in this region for account:${account}. Your account administrator can activate STS in this region using the IAM Console.`,
  );
