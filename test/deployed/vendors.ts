import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { Network } from '../../emulators/network/network.ts';
import type { RunningVendor } from '../../emulators/vendor.ts';
import { allVendors } from '../../emulators/vendors.ts';
import type { ControlPlane } from './ministack.ts';
import { MANAGEMENT_ACCOUNT, type Organization } from './moto.ts';
import { vendorIn } from './vendor-in.ts';

/** Every vendor, by name; the network injects its faults into requests to them. */
export interface Vendors {
  network: Network;
  running: Record<string, RunningVendor>;
  /** What must appear nowhere. */
  secrets: string[];
}

/** By vendor. ministack never matches the retry that waits for a limit. */
const SWITCHES: Record<string, object> = { cloudcraft: { rateLimit: 'off' } };

/** Starts every vendor, and puts their secrets into Secrets Manager as an operator does before deploying. */
export async function startVendors(organization: Organization, controlPlane: ControlPlane): Promise<Vendors> {
  const network = new Network();
  const running: Vendors['running'] = {};
  const secrets: string[] = [];
  for (const { name, identity, credentials, start } of allVendors()) {
    const assumeRole = vendorIn(organization, identity('aws'));
    const surroundings = { network, port: 0, partition: 'aws', managementAccountId: MANAGEMENT_ACCOUNT };
    const vendor = await start({ ...surroundings, assumeRole, options: {} });
    running[name] = vendor;
    Object.assign(vendor.switches, SWITCHES[name]);
    secrets.push(...credentials.flatMap((field) => vendor.secret[field] ?? []));
    const secret = { Name: `rollcall/${name}`, SecretString: JSON.stringify(vendor.secret) };
    await controlPlane.secrets.send(new CreateSecretCommand(secret));
  }
  return { network, running, secrets };
}
