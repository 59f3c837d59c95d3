import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Holding, Surroundings, VendorEmulator } from '../vendor.ts';
import { startCrowdstrike } from './crowdstrike.ts';
import { calls, errorAnswer, name, presets } from './presets.ts';
import type { Registration } from './state.ts';
import { CrowdstrikeSwitches } from './switches.ts';

/** CrowdStrike's own AWS account. */
const awsAccountId = '292230061137';

const identity = (partition: string) => `arn:${partition}:iam::${awsAccountId}:role/CrowdStrikeCSPMConnector`;

const apiFamily = {
  flag: 'family',
  description: "CrowdStrike's API family",
  values: ['d4c', 'cloud-security'] as const,
};

/** All that the world needs of CrowdStrike. */
export const crowdstrike = {
  name,
  title: 'CrowdStrike',
  port: 4573,
  Switches: CrowdstrikeSwitches,
  presets,
  options: { apiFamily },
  credentials: ['clientSecret'],
  calls,
  identity,
  errorAnswer,
  async start(surroundings: Surroundings) {
    const { network, port, partition, managementAccountId, assumeRole, options, secret } = surroundings;
    const switches = v.parse(CrowdstrikeSwitches, {});
    const client = {
      clientId: secret?.['clientId'] ?? randomBytes(16).toString('hex'),
      clientSecret: secret?.['clientSecret'] ?? randomBytes(30).toString('base64url'),
    };
    const running = await startCrowdstrike({
      ...{ network, port, partition, managementAccountId, assumeRole, switches, ...client },
      intermediateRoleArn: identity(partition),
    });
    const { url } = running;
    const family = String(options['apiFamily'] ?? apiFamily.values[0]);
    return {
      ...running,
      switches,
      secret: client,
      settings: { url, trustedAccountId: awsAccountId, apiFamily: family },
      variables: {
        FALCON_CLOUD_API: url.replace('http://', ''),
        FALCON_CLIENT_ID: client.clientId,
        FALCON_CLIENT_SECRET: client.clientSecret,
      },
      holds: () => running.state.registrations.map(holding),
    };
  },
} satisfies VendorEmulator;

const holding = ({ id, accountId, externalId, family, ...registration }: Registration): Holding => {
  const { accountType, iamRoleArn, operational } = registration;
  return {
    ...{ accountId, externalId, id: String(id), name: family, roleArn: iamRoleArn },
    status: operational ? 'operational' : 'provisioned',
    details: { family, accountType, accountId, iamRoleArn, operational },
  };
};
