import { randomBytes } from 'node:crypto';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Aws, startAws } from './aws/aws.ts';
import { AwsSwitches } from './aws/switches.ts';
import { type Cloudcraft, startCloudcraft } from './cloudcraft/cloudcraft.ts';
import { CloudcraftSwitches } from './cloudcraft/switches.ts';
import { type Crowdstrike, startCrowdstrike } from './crowdstrike/crowdstrike.ts';
import { CrowdstrikeSwitches } from './crowdstrike/switches.ts';
import { readDeployment } from './engine/deployment.ts';
import { Network } from './network/network.ts';
import { vendorIdentity } from './vendor-identity.ts';

/** How a world is made; everything can be left out. */
export interface WorldOptions {
  /** Free ones when left out. */
  ports?: { aws?: number; cloudcraft?: number; crowdstrike?: number };
  partition?: 'aws' | 'aws-us-gov';
  /** Which of its API families CrowdStrike's secret chooses. */
  apiFamily?: 'd4c' | 'cloud-security';
}

/** The switches of all emulators; each object may be changed at any time. */
export interface Switches {
  aws: AwsSwitches;
  cloudcraft: CloudcraftSwitches;
  crowdstrike: CrowdstrikeSwitches;
}

/** Everything that Rollcall has to do with, on loopback. */
export interface World {
  aws: Aws;
  cloudcraft: Cloudcraft;
  crowdstrike: Crowdstrike;
  network: Network;
  switches: Switches;
  /** The vendors' secrets, by name, as an operator would have put them into Secrets Manager. */
  secrets: Record<SecretName, Record<string, string>>;
  /** What the functions find in their environment: the deployed variables, the way to this AWS, and credentials. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

type SecretName = 'rollcall/cloudcraft' | 'rollcall/crowdstrike';

const CLOUDCRAFT_ACCOUNT = '968898580625';
const CROWDSTRIKE_ACCOUNT = '292230061137';

/** Starts AWS with an organization, Cloudcraft and CrowdStrike, and puts the vendors' secrets into Secrets Manager. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { ports = {}, partition = 'aws', apiFamily = 'd4c' } = options;
  const network = new Network();
  const switches = undisturbed();
  const aws = await startAws({ network, switches: switches.aws, port: ports.aws ?? 0, partition });
  const credentials = newCredentials();
  const cloudcraft = await startCloudcraft({
    ...{ network, switches: switches.cloudcraft, port: ports.cloudcraft ?? 0 },
    assumeRole: vendorIdentity(aws, `arn:${partition}:iam::${CLOUDCRAFT_ACCOUNT}:role/cloudcraft-scanner`),
    apiKey: credentials.apiKey,
    awsAccountId: CLOUDCRAFT_ACCOUNT,
  });
  const intermediateRoleArn = `arn:${partition}:iam::${CROWDSTRIKE_ACCOUNT}:role/CrowdStrikeCSPMConnector`;
  const crowdstrike = await startCrowdstrike({
    ...{ network, switches: switches.crowdstrike, port: ports.crowdstrike ?? 0 },
    ...{ partition, intermediateRoleArn, assumeRole: vendorIdentity(aws, intermediateRoleArn) },
    clientId: credentials.clientId,
    clientSecret: credentials.clientSecret,
  });
  const { apiKey, ...client } = credentials;
  const secrets = {
    'rollcall/cloudcraft': { apiKey, url: cloudcraft.url, trustedAccountId: CLOUDCRAFT_ACCOUNT },
    'rollcall/crowdstrike': {
      ...client,
      url: crowdstrike.url,
      trustedAccountId: CROWDSTRIKE_ACCOUNT,
      apiFamily,
    },
  };
  const environment = environmentFor(aws, partition);
  for (const [name, value] of Object.entries(secrets)) await putSecret(environment, name, value);
  network.calls.length = 0;
  const close = async () => {
    await Promise.all([aws.close(), cloudcraft.close(), crowdstrike.close()]);
  };
  return { aws, cloudcraft, crowdstrike, network, switches, secrets, environment, close };
}

/** Credentials of the forms that the vendors give out, new for every world. */
const newCredentials = () => ({
  apiKey: randomBytes(32).toString('base64'),
  clientId: randomBytes(16).toString('hex'),
  clientSecret: randomBytes(30).toString('base64url'),
});

const undisturbed = (): Switches => ({
  aws: AwsSwitches.parse({}),
  cloudcraft: CloudcraftSwitches.parse({}),
  crowdstrike: CrowdstrikeSwitches.parse({}),
});

/** The deployed variables, with the way to this AWS and the credentials of a role of the management account. */
function environmentFor(aws: Aws, partition: string): Record<string, string> {
  const { managementAccountId } = aws.state.organization;
  const arn = `arn:${partition}:iam::${managementAccountId}:role/rollcall-functions`;
  const { accessKeyId, secretAccessKey, sessionToken = '' } = aws.addPrincipal({ arn });
  return {
    ...readDeployment().environment,
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: partition === 'aws-us-gov' ? 'us-gov-west-1' : 'us-east-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}

async function putSecret(environment: Record<string, string>, Name: string, value: object): Promise<void> {
  const {
    AWS_ENDPOINT_URL = '',
    AWS_REGION = '',
    AWS_ACCESS_KEY_ID = '',
    AWS_SECRET_ACCESS_KEY = '',
  } = environment;
  const client = new SecretsManagerClient({
    endpoint: AWS_ENDPOINT_URL,
    region: AWS_REGION,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(environment['AWS_SESSION_TOKEN'] && { sessionToken: environment['AWS_SESSION_TOKEN'] }),
    },
  });
  await client.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify(value) }));
  client.destroy();
}
