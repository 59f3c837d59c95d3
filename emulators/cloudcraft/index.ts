import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Holding, Surroundings, VendorEmulator } from '../vendor.ts';
import { startCloudcraft } from './cloudcraft.ts';
import { calls, errorAnswer, name, presets } from './presets.ts';
import type { CloudcraftAccount } from './state.ts';
import { CloudcraftSwitches } from './switches.ts';

/** Cloudcraft's own AWS account. */
const awsAccountId = '968898580625';

/** All that the world needs of Cloudcraft. */
export const cloudcraft = {
  name,
  title: 'Cloudcraft',
  port: 4572,
  Switches: CloudcraftSwitches,
  presets,
  options: {},
  credentials: ['apiKey'],
  calls,
  identity: (partition: string) => `arn:${partition}:iam::${awsAccountId}:role/cloudcraft-scanner`,
  errorAnswer,
  async start({ network, port, assumeRole, secret }: Surroundings) {
    const switches = v.parse(CloudcraftSwitches, {});
    const apiKey = secret?.['apiKey'] ?? randomBytes(32).toString('base64');
    const running = await startCloudcraft({
      ...{ network, port, assumeRole, switches, apiKey, awsAccountId },
    });
    return {
      ...running,
      switches,
      secret: { apiKey },
      settings: { url: running.url, trustedAccountId: awsAccountId },
      variables: { CLOUDCRAFT_URL: running.url, API_KEY: apiKey },
      holds: () => running.state.accounts.map(holding),
    };
  },
} satisfies VendorEmulator;

const holding = ({ id, name: title, roleArn, externalId, region }: CloudcraftAccount): Holding => ({
  ...{ id, name: title, roleArn, externalId },
  accountId: roleArn.split(':')[4] ?? '',
  status: 'added',
  details: { name: title, roleArn, region },
});
