import * as v from 'valibot';
import { startControl } from '../../emulators/controls/control.ts';
import { changeSwitches } from '../../emulators/controls/switch-changes.ts';
import { readDeployment } from '../../emulators/engine/deployment.ts';
import { deployStack } from '../../emulators/engine/stack.ts';
import { Fault } from '../../emulators/network/fault.ts';
import { vendorNamed } from '../../emulators/vendors.ts';
import { startWorld } from '../../emulators/world.ts';
import type { Held } from './behaviours.ts';
import { inProcess } from './in-process.ts';

/** The vendors that the deployed stack enables. */
export const vendors = (readDeployment().environment['VENDORS'] ?? '').split(',');

/** What `holdings` gives of an account that every vendor knows, and of one that none knows. */
export const both: Held = { listed: vendors.length, roles: vendors.length };
export const none: Held = { listed: 0, roles: 0 };

/** A world in this process with accounts, the stack, and the operator's command in it; until the end of the file's tests. */
export async function operated(accounts: string[]) {
  const world = await startWorld();
  for (const id of accounts) world.aws.createAccount({ id, name: 'Sandbox' });
  changeSwitches(world, { cloudcraft: { rateLimit: 'off' } });
  const engine = deployStack(world);
  const controls = await startControl(world);
  afterAll(async () => {
    await controls.close();
    await world.close();
  });
  const here = ['--world', controls.url];
  return {
    ...{ world, engine, controls: controls.url },
    /** Runs `rollcall …`, without a terminal. */
    rollcall: (...parameters: string[]) => inProcess([...parameters, ...here]),
    /** The same at a terminal, where somebody types a line. */
    typing: (line: string, ...parameters: string[]) =>
      inProcess([...parameters, ...here], { answers: { ', type ': `${line}\n`, '[y/N]': `${line}\n` } }),
    /** Has vendors and AWS answer as said, or nobody. */
    faulty(...faults: object[]) {
      world.network.faults = faults.map((fault) => v.parse(Fault, fault));
    },
    /** Has a vendor refuse all, or none. */
    async refusing(vendor: string | undefined) {
      world.network.faults = vendorNamed(vendor ?? '')?.presets['forbidden']?.faults ?? [];
    },
    /** How many vendors list an account, and how many of their roles it has. */
    async holdings(account: string): Promise<Held> {
      const roles = [...(world.aws.state.accounts.get(account)?.roles.values() ?? [])];
      const known = Object.values(world.vendors).flatMap((vendor) => vendor.holds());
      return {
        listed: known.filter(({ accountId }) => accountId === account).length,
        roles: roles.filter(({ tags }) => tags.has('rollcall:vendor')).length,
      };
    },
  };
}
