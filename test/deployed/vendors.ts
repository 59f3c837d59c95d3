import { randomBytes } from 'node:crypto';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { type Cloudcraft, startCloudcraft } from '../../emulators/cloudcraft/cloudcraft.ts';
import { CloudcraftSwitches } from '../../emulators/cloudcraft/switches.ts';
import { type Crowdstrike, startCrowdstrike } from '../../emulators/crowdstrike/crowdstrike.ts';
import { CrowdstrikeSwitches } from '../../emulators/crowdstrike/switches.ts';
import { Network } from '../../emulators/network/network.ts';
import type { ControlPlane } from './ministack.ts';
import type { Organization } from './moto.ts';
import { vendorIn } from './vendor-in.ts';

/** Both vendors; the network's faults befall them. */
export interface Vendors {
  network: Network;
  cloudcraft: Cloudcraft;
  crowdstrike: Crowdstrike;
  /** The roles of their own with which they enter accounts. */
  identities: { cloudcraft: string; crowdstrike: string };
  /** What must appear nowhere. */
  secrets: string[];
}

const CLOUDCRAFT_ACCOUNT = '968898580625';
const CROWDSTRIKE_ACCOUNT = '292230061137';
const IDENTITIES = {
  cloudcraft: `arn:aws:iam::${CLOUDCRAFT_ACCOUNT}:role/cloudcraft-scanner`,
  crowdstrike: `arn:aws:iam::${CROWDSTRIKE_ACCOUNT}:role/CrowdStrikeCSPMConnector`,
};

/** Starts both vendors, and puts their secrets into Secrets Manager as an operator does before deploying. */
export async function startVendors(organization: Organization, controlPlane: ControlPlane): Promise<Vendors> {
  const network = new Network();
  const apiKey = randomBytes(32).toString('base64');
  const client = {
    clientId: randomBytes(16).toString('hex'),
    clientSecret: randomBytes(30).toString('base64url'),
  };
  const cloudcraft = await startCloudcraft({
    ...{ network, switches: CloudcraftSwitches.parse({}), apiKey, awsAccountId: CLOUDCRAFT_ACCOUNT },
    assumeRole: vendorIn(organization, IDENTITIES.cloudcraft),
  });
  const crowdstrike = await startCrowdstrike({
    ...{ network, switches: CrowdstrikeSwitches.parse({}), ...client },
    intermediateRoleArn: IDENTITIES.crowdstrike,
    assumeRole: vendorIn(organization, IDENTITIES.crowdstrike),
  });
  const put = (vendor: string, connection: object) =>
    controlPlane.secrets.send(
      new CreateSecretCommand({ Name: `rollcall/${vendor}`, SecretString: JSON.stringify(connection) }),
    );
  await put('cloudcraft', { apiKey, url: cloudcraft.url, trustedAccountId: CLOUDCRAFT_ACCOUNT });
  await put('crowdstrike', { ...client, url: crowdstrike.url, trustedAccountId: CROWDSTRIKE_ACCOUNT });
  return { network, cloudcraft, crowdstrike, identities: IDENTITIES, secrets: [apiKey, client.clientSecret] };
}
