import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import type * as z from 'zod';
import type { Credentials } from '../../../emulators/aws/add-principal.ts';
import { type Aws, startAws } from '../../../emulators/aws/aws.ts';
import type { Partition } from '../../../emulators/aws/state.ts';
import { AwsSwitches } from '../../../emulators/aws/switches.ts';
import { Network } from '../../../emulators/network/network.ts';

export const management = '111122223333';
export const member = '444455556666';
export const accessRole = `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`;

const running: Aws[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((aws) => aws.close()));
});

type Options = z.input<typeof AwsSwitches> & { partition?: Partition };

/** An emulated AWS with one member account, closed after the test. Time passes by moving the dates in its state. */
export async function start({ partition = 'aws', ...overrides }: Options = {}) {
  const network = new Network();
  const switches = AwsSwitches.parse(overrides);
  const aws = await startAws({ network, switches, partition });
  running.push(aws);
  const account = aws.createAccount({ id: member });
  const as = (credentials: Credentials) => clients(aws.url, credentials);
  const admin = as(aws.addPrincipal({ arn: `arn:${partition}:iam::${management}:user/admin` }));
  return { aws, network, switches, account, as, admin };
}

/** Clients of every service for one caller; they do not retry. */
function clients(endpoint: string, credentials: Credentials) {
  const configuration = { endpoint, credentials, region: 'us-east-1', maxAttempts: 1 };
  const sts = new STSClient(configuration);
  return {
    sts,
    iam: new IAMClient(configuration),
    organizations: new OrganizationsClient(configuration),
    secrets: new SecretsManagerClient(configuration),
    /** Clients for a session of the member account's access role. */
    enter: async (input: Partial<AssumeRoleCommandInput> = {}) => {
      const given = await sts.send(
        new AssumeRoleCommand({ RoleArn: accessRole, RoleSessionName: 'tests', ...input }),
      );
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = given.Credentials ?? {};
      return clients(endpoint, {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      });
    },
  };
}

/** A trust policy for one principal. */
export const trusting = (principal: string, externalId?: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: 'sts:AssumeRole',
        ...(externalId && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      },
    ],
  });

/** An identity-based policy of one statement. */
export const allowing = (action: string | string[], resource: string | string[] = '*') => ({
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Action: action, Resource: resource }],
});
