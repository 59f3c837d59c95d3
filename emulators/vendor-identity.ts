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
  const credentials = aws.addPrincipal({ arn });
  const clients = new Map<string, STSClient>();
  const clientIn = (region: string) => {
    const client =
      clients.get(region) ?? new STSClient({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
    clients.set(region, client);
    return client;
  };
  return async ({ arn: RoleArn, externalId: ExternalId, region = 'us-east-1' }) => {
    try {
      const assume = new AssumeRoleCommand({ RoleArn, ExternalId, RoleSessionName: 'vendor' });
      const { Credentials: { AccessKeyId = '' } = {} } = await clientIn(region).send(assume);
      const own = { accessKeyId: credentials.accessKeyId, region };
      const isAssumable = (id: string | undefined) =>
        aws.refusal(own, { action: 'sts:AssumeRole', resource: RoleArn, keys: { 'sts:ExternalId': id } }) ===
        undefined;
      return {
        ok: true,
        isOpen: [undefined, 'of another customer'].some((id) => isAssumable(id)),
        refuses: (action) => aws.refusal({ accessKeyId: AccessKeyId, region }, { action, resource: '*' }),
      };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  };
}
