import { GetRoleCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import * as v from 'valibot';
import { PolicyDocument } from '../../emulators/aws/policy-document.ts';
import { verdict } from '../../emulators/aws/policy-verdict.ts';
import type { AssumeRole } from '../../emulators/network/vendor-server.ts';
import { CREDENTIALS, type Organization, REGION } from './moto.ts';

/**
 * A vendor that assumes roles in accounts of an organization at moto, by its STS. As moto never refuses, the trust policy
 * that the role has in the account's IAM is evaluated here first; what the role may do is not.
 *
 * @param arn the vendor's own role
 */
export function vendorIn(organization: Organization, arn: string): AssumeRole {
  const sts = new STSClient({ endpoint: organization.url, region: REGION, credentials: CREDENTIALS });
  return async ({ arn: RoleArn, externalId: ExternalId }) => {
    try {
      const trust = await trustOf(organization, RoleArn);
      if (!isTrusted(trust, { arn, ExternalId, RoleArn }))
        throw new Error(`${arn} may not assume ${RoleArn}`);
      await sts.send(new AssumeRoleCommand({ RoleArn, ExternalId, RoleSessionName: 'vendor' }));
      const isOpen = isTrusted(trust, { arn, RoleArn });
      return { ok: true, isOpen, refuses: () => undefined };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  };
}

async function trustOf(organization: Organization, roleArn: string): Promise<PolicyDocument> {
  const iam = await organization.iam(roleArn.split(':')[4] ?? '');
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleArn.split('/').at(-1) ?? '' }));
  return v.parse(PolicyDocument, JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')));
}

/** Who wants to assume which role. */
interface Entry {
  arn: string;
  ExternalId?: string;
  RoleArn: string;
}

const isTrusted = (trust: PolicyDocument, { arn, ExternalId, RoleArn }: Entry): boolean =>
  verdict([trust], {
    action: 'sts:AssumeRole',
    resource: RoleArn,
    context: new Map(ExternalId === undefined ? [] : [['sts:externalid', [ExternalId]]]),
    principal: { arn, principalArn: arn, principalId: arn, account: arn.split(':')[4] ?? '' },
  }) === 'allowed';
