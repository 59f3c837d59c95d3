import { join } from 'node:path';
import { vendorNamed } from '../../emulators/vendors.ts';
import { behaviours, type Operated } from '../cli/behaviours.ts';
import { atTerminal, ended, program } from '../cli/command.ts';
import type { Deployed } from './deployed.ts';
import { holdingsOf } from './holdings.ts';
import { CREDENTIALS, REGION } from './moto.ts';
import type { Workspace } from './workspace.ts';

/** The operator's command does on the deployed stack what it does in a world. */
export async function operator(deployed: Deployed, workspace: Workspace): Promise<void> {
  const operated = await operatedOn(deployed, workspace);
  for (const [sentence, look] of Object.entries(behaviours))
    await deployed.findings.holds(sentence, () => look(operated));
}

async function operatedOn(deployed: Deployed, { folder }: Workspace): Promise<Operated> {
  const { organization, controlPlane, stack, vendors } = deployed;
  const variables = {
    ...{ AWS_ENDPOINT_URL: controlPlane.url, AWS_ENDPOINT_URL_ORGANIZATIONS: organization.url },
    ...{ AWS_ENDPOINT_URL_STS: organization.url, AWS_REGION: REGION },
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  };
  const target = ['--stack', stack.name, '--region', REGION];
  return {
    rollcall: (...parameters) => ended(program('rollcall.ts', [...parameters, ...target], variables)),
    typing: (line, ...parameters) =>
      atTerminal([...parameters, ...target], { ', type ': `${line}\n` }, variables),
    accounts: [await organization.createAccount('First'), await organization.createAccount('Second')],
    vendors: Object.keys(vendors.running),
    async holdings(account) {
      const { roles, vendors: held } = await holdingsOf(deployed, account);
      return {
        listed: Object.values(held).filter((arns) => arns.length > 0).length,
        roles: roles.length,
      };
    },
    async refusing(vendor) {
      vendors.network.faults = vendorNamed(vendor ?? '')?.presets['forbidden']?.faults ?? [];
    },
    file: join(folder, 'report.html'),
  };
}
