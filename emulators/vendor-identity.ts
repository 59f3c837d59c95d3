import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Aws } from './aws/aws.ts';
import type { AssumeRole } from './network/vendor-server.ts';

/**
 * A vendor in its own AWS account: it assumes roles of a customer's account with its own credentials, through the same
 * STS as everybody, so it succeeds only where a role's trust policy allows it.
 *
 * @param arn the vendor's own role or user
 */
export function vendorIdentity(aws: Aws, arn: string): AssumeRole {
  const client = new STSClient({
    endpoint: aws.url,
    region: 'us-east-1',
    credentials: aws.addPrincipal({ arn }),
    maxAttempts: 1,
  });
  return async (RoleArn, ExternalId) => {
    try {
      await client.send(new AssumeRoleCommand({ RoleArn, ExternalId, RoleSessionName: 'vendor' }));
      return { ok: true };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  };
}
