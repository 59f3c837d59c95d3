import {
  DescribePolicyCommand,
  type OrganizationsClient,
  type PolicySummary,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import { sessionPolicy } from '../../lib/aws/session-policy.ts';
import { plural } from '../../lib/coverage/amount.ts';
import type { RollMember } from '../../lib/coverage/roll.ts';
import { parseJson } from '../../lib/parse.ts';
import { PolicyDocument, statements, values } from '../../lib/role/policy.ts';
import { roleArn } from '../../lib/role/spec.ts';
import { denies } from './denies.ts';
import type { Deployed } from './deployed.ts';
import { NotChecked, Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/**
 * Whether a service control policy denies what the access roles do with the vendors' roles. It reads Deny statements of
 * what is attached above or to an account; conditions on anything but who calls are not evaluated.
 */
export async function controlPolicies({ target, deployed, scope }: Subject): Promise<string> {
  const { organizations } = target;
  const [settings, accounts, all] = await Promise.all([
    deployed(),
    scope().catch(withoutAccounts),
    own(organizations),
  ]);
  const open: string[] = [];
  for (const { Id = '', Name = '' } of all) {
    const { Policy } = await organizations.send(new DescribePolicyCommand({ PolicyId: Id }));
    const document = v.parse(PolicyDocument, parseJson(Policy?.Content ?? ''));
    const reached = await accountsBelow(organizations, Id, accounts);
    const denied = reached.map((member) => deniedIn(member, document, settings));
    const [sure] = denied.flatMap(({ yes }) => yes);
    const [perhaps] = denied.flatMap(({ perhaps: maybe }) => maybe);
    const count = denied.filter(({ yes }) => yes.length > 0).length;
    if (sure !== undefined)
      throw new Problem(
        `${Name} denies ${sure} in ${count} of ${plural(accounts.length, 'account')}`,
        `aws organizations describe-policy --policy-id ${Id} --query Policy.Content --output text > ${Id}.json
aws organizations update-policy --policy-id ${Id} --content file://${Id}.json # without that Deny`,
      );
    if (perhaps !== undefined)
      open.push(`${Name} (${Id}) denies ${perhaps} under conditions or to some roles`);
  }
  if (open.length > 0) throw new NotChecked(`${open.join('; ')}: look whether they hold for the access role`);
  return `no Deny in the way, in ${plural(all.length, 'SCP')} of your own`;
}

/** The check of the access roles reports why. */
function withoutAccounts(): never {
  throw new NotChecked('not checked, as the accounts cannot be listed');
}

/** Those that somebody wrote. */
async function own(client: OrganizationsClient): Promise<PolicySummary[]> {
  const found: PolicySummary[] = [];
  for await (const { Policies = [] } of paginateListPolicies(
    { client },
    { Filter: 'SERVICE_CONTROL_POLICY' },
  ))
    found.push(...Policies.filter(({ AwsManaged }) => AwsManaged !== true));
  return found;
}

/** A policy binds the accounts that it is attached to, or to a unit above; never the management account. */
async function accountsBelow(client: OrganizationsClient, PolicyId: string, accounts: RollMember[]) {
  const targets: string[] = [];
  for await (const { Targets = [] } of paginateListTargetsForPolicy({ client }, { PolicyId }))
    targets.push(...Targets.flatMap(({ TargetId }) => TargetId ?? []));
  return accounts.filter(
    ({ account, units, isManagementAccount }) =>
      !isManagementAccount && [account.id, ...units].some((id) => targets.includes(id)),
  );
}

/** The actions that are denied in an account for sure to every access role, and those that may be denied. */
function deniedIn({ account }: RollMember, document: PolicyDocument, { config, vendors }: Deployed) {
  const principals = config.accessRoles.map((name) => roleArn(account, { path: '/', name }));
  const found = { yes: new Set<string>(), perhaps: new Set<string>() };
  for (const { definition, settings } of vendors) {
    const { name } = definition.given(settings);
    const resource = roleArn(account, { path: config.rolePath, name });
    for (const action of needed(config)) {
      const answers = principals.map((principal) => denies(document, { action, resource, principal }));
      if (answers.every((answer) => answer === 'yes')) found.yes.add(action);
      else if (answers.some((answer) => answer !== 'no')) found.perhaps.add(action);
    }
  }
  return { yes: summed(found.yes), perhaps: summed(found.perhaps) };
}

/** What a session that makes a role may do; the boundary only where there is one. */
function needed({ permissionsBoundary }: Deployed['config']): string[] {
  const account = { id: '000000000000', name: '', partition: 'aws' as const };
  const [allowed] = statements(sessionPolicy(account, { ...ANY_ROLE }));
  return values(allowed?.Action).filter(
    (action) => permissionsBoundary !== '' || action !== 'iam:PutRolePermissionsBoundary',
  );
}

const ANY_ROLE = {
  ...{ name: 'any', path: '/', description: '', maxSessionSeconds: 3600 },
  ...{ trustedPrincipal: '', externalId: '', managedPolicyArns: [], inlinePolicies: {} },
};

const summed = (actions: Set<string>): string[] =>
  actions.size === 0
    ? []
    : [[...actions].slice(0, 3).join(', ') + (actions.size > 3 ? ` and ${actions.size - 3} more` : '')];
