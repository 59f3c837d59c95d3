import type { Account } from '../../organization/account.ts';
import type { RoleSpec } from '../../role/spec.ts';
import actions from './actions.json' with { type: 'json' };
import type { CrowdstrikeSettings } from './settings.ts';

/** What CrowdStrike's role may do. */
type Permissions = Pick<RoleSpec, 'managedPolicyArns' | 'inlinePolicies'>;

/** What CrowdStrike's role may do in an account of that partition: as the settings say, or else as the family needs. */
export const permissionsOf = (
  { apiFamily, permissions = NEEDED[apiFamily] }: CrowdstrikeSettings,
  { partition }: Account,
): Permissions => KINDS[permissions](partition);

/** What the role is given, by whichever setting. */
export const POLICIES = {
  managedPolicies: ['SecurityAudit'],
  inlinePolicies: ['crowdstrike-d4c', 'cspm_config'],
};

const NEEDED = { d4c: 'discover', 'cloud-security': 'posture' } as const;

const KINDS = { discover, posture };

/** The eleven actions of CrowdStrike's guide to registering with Discover. Source: jmckenzie-cs/AWS-Account-Registration. */
function discover(): Permissions {
  return { managedPolicyArns: [], inlinePolicies: { 'crowdstrike-d4c': document(allow(actions.discover)) } };
}

/** Source: CrowdStrike/terraform-aws-cloud-registration, module asset-inventory. */
function posture(partition: Account['partition']): Permissions {
  const gateways = allow(['apigateway:Get'], `arn:${partition}:apigateway:*::/restapis/*`);
  return {
    managedPolicyArns: [`arn:${partition}:iam::aws:policy/SecurityAudit`],
    inlinePolicies: { cspm_config: document(allow(actions.posture), gateways) },
  };
}

const document = (...Statement: ReturnType<typeof allow>[]) => ({ Version: '2012-10-17', Statement });

const allow = (Action: string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
