import type { Falcon, Registration } from './state.ts';

/** What CrowdStrike found when it worked as the role. */
export interface Trial {
  /** Why the role cannot be used; undefined where it can. */
  problem: string | undefined;
  /** Actions that the role is not allowed. */
  missing: string[];
}

/**
 * Assumes the role of a registration, and makes the first calls of a scan.
 * That a role which can be assumed without the external id is refused is a switch: nothing is documented.
 */
export const tryRole = async (
  { assumeRole, switches }: Falcon,
  { iamRoleArn: arn, externalId, family }: Registration,
): Promise<Trial> => {
  const assumed = await assumeRole({ arn, externalId });
  if (!assumed.ok) return { problem: assumed.message, missing: [] };
  const missing = CALLS[family].filter((action) => assumed.refuses(action) !== undefined);
  if (assumed.isOpen && switches.openRoles === 'refused')
    return { problem: `${arn} can be assumed without the external ID`, missing };
  return { problem: undefined, missing };
};

/**
 * D4C: the actions of jmckenzie-cs/AWS-Account-Registration, but for one that only a management account can call.
 * The newest family: two of AWS's SecurityAudit, and two that only its own policy gives (terraform-aws-cloud-registration).
 */
const CALLS: Record<Registration['family'], string[]> = {
  d4c: [
    'ec2:DescribeInstances',
    'ec2:DescribeImages',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeVolumes',
    'ec2:DescribeVpcs',
    'ec2:DescribeRegions',
    'ec2:DescribeSubnets',
    'ec2:DescribeNetworkAcls',
    'ec2:DescribeSecurityGroups',
    'iam:ListAccountAliases',
  ],
  'cloud-security': [
    'ec2:DescribeInstances',
    'iam:ListRoles',
    'account:GetContactInformation',
    'backup:ListBackupPlans',
  ],
};
