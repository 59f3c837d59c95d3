import { join } from 'node:path';
import * as v from 'valibot';
import type { VendorReport } from '../../emulators/controls/report.ts';
import { allVendors } from '../../emulators/vendors.ts';
import { freePort } from '../deployed/free-port.ts';
import { PROJECT, type Workspace } from '../deployed/workspace.ts';

/** A world of `npm run world` that offboards what departs, with no wait of a newly created account. */
export interface RunningWorld {
  variables: Record<string, string>;
  /** How many vendors list the account, and how many of their roles it has. */
  holdings(account: string): Promise<{ listed: number; roles: number }>;
}

/** Every side is faster than AWS and the vendors are, which other tests wait for in simulated time. */
const FAST = {
  aws: { accountCreationSeconds: 1, accountNotReadySeconds: 0, roleNotAssumableSeconds: 0 },
  cloudcraft: { rateLimit: 'off' },
};

/** Starts it, on ports of its own. */
export async function startWorld(workspace: Workspace): Promise<RunningWorld> {
  const port = await freePort();
  const controls = `http://127.0.0.1:${port}`;
  const sides = ['aws', ...allVendors().map(({ name }) => name)];
  const ports = [...['--control-port', String(port)], ...sides.flatMap((side) => [`--${side}-port`, '0'])];
  const args = [join(PROJECT, 'cli', 'world-main.ts'), '--offboarding', ...ports];
  await workspace.start({ command: process.execPath, args, env: workspace.env }, controls);
  await fetch(`${controls}/switches`, { method: 'PATCH', body: JSON.stringify(FAST) });
  const exported = await (await fetch(`${controls}/environment`)).text();
  const variables = [...exported.matchAll(/^export (AWS_\w+)='(.*)'$/gm)].map(([, ...variable]) => variable);
  return {
    variables: Object.fromEntries(variables),
    async holdings(account) {
      const reports = v.parse(Reports, await (await fetch(`${controls}/accounts/${account}`)).json());
      return {
        listed: reports.filter(({ registrations }) => registrations.length > 0).length,
        roles: reports.filter(({ role }) => role !== undefined).length,
      };
    },
  };
}

const Reports = v.custom<VendorReport[]>(Array.isArray);
