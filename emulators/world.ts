import * as v from 'valibot';
import { type Aws, startAws } from './aws/aws.ts';
import { AwsSwitches } from './aws/switches.ts';
import { skip } from './clock/skip.ts';
import { readDeployment } from './engine/deployment.ts';
import { Network } from './network/network.ts';
import type { SavedWorld } from './saved-world.ts';
import type { RunningVendor } from './vendor.ts';
import { vendorIdentity } from './vendor-identity.ts';
import { allVendors, type RunningVendors, type StartOptions, type VendorName } from './vendors.ts';

/** How a world is made; everything can be left out. */
export interface WorldOptions extends StartOptions {
  /** By `aws` and the vendors' names; free ones when left out. */
  ports?: Record<string, number>;
  partition?: 'aws' | 'aws-us-gov';
  /** A world that was stopped, to go on with. */
  saved?: SavedWorld | undefined;
}

/** The switches of all emulators; each object may be changed at any time. */
export type Switches = { aws: AwsSwitches } & { [Name in VendorName]: RunningVendors[Name]['switches'] };

/** Everything that Rollcall has to do with, on loopback: AWS, and the vendors by their names. */
export type World = RunningVendors & {
  aws: Aws;
  /** The same vendors for code that knows none by name. */
  vendors: Record<string, RunningVendor>;
  network: Network;
  switches: Switches;
  /** The vendors' secrets, by name, as an operator would have put them into Secrets Manager. */
  secrets: Record<`rollcall/${VendorName}`, Record<string, string>>;
  /** What the functions find in their environment: the deployed variables, the way to this AWS, and credentials. */
  environment: Record<string, string>;
  close(): Promise<void>;
};

/**
 * Starts AWS with an organization, and every vendor, and puts the vendors' secrets into Secrets Manager; or goes on with
 * a saved world.
 * The variable `VENDORS`, the deployed one or this process's own, says which of them an account is enrolled with.
 *
 * @throws Error when a port is in use
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { ports = {}, partition = 'aws', saved, ...chosen } = options;
  if (saved !== undefined && saved.at > new Date()) skip((saved.at.getTime() - Date.now()) / 1000);
  const network = new Network(['aws', ...allVendors().map(({ name }) => name)]);
  const awsSwitches = v.parse(AwsSwitches, {});
  const aws = await startAws({
    ...{ network, switches: awsSwitches, port: ports['aws'] ?? 0, partition },
    saved: saved && { state: saved.aws, events: saved.events },
  });
  const { managementAccountId } = aws.state.organization;
  const vendors: Record<string, RunningVendor> = {};
  const close = async () => {
    await Promise.all([aws, ...Object.values(vendors)].map((each) => each.close()));
  };
  try {
    for (const { name, identity, start } of allVendors()) {
      const assumeRole = vendorIdentity(aws, identity(partition));
      const port = ports[name] ?? 0;
      const { secret, state } = saved?.vendors[name] ?? {};
      vendors[name] = await start({
        ...{ network, port, partition, managementAccountId, assumeRole, secret },
        options: chosen,
      });
      Object.assign(vendors[name].state, state);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const all = Object.entries(vendors);
  const secrets = Object.fromEntries(all.map(([name, { secret }]) => [`rollcall/${name}`, secret]));
  const switches = Object.fromEntries(all.map(([name, vendor]) => [name, vendor.switches]));
  const settings = all.map(([name, running]) => [variableOf(name), JSON.stringify(running.settings)]);
  const environment = { ...environmentFor(aws, partition), ...Object.fromEntries(settings) };
  for (const [name, { secret }] of all)
    if (saved?.vendors[name] === undefined)
      aws.putSecret({
        ...{ accountId: managementAccountId, region: regionOf(partition), name: `rollcall/${name}` },
        value: JSON.stringify(secret),
      });
  network.calls.length = 0;
  const world = { aws, vendors, network, secrets, environment, close, ...vendors };
  return v.parse(Started, { ...world, switches: { aws: awsSwitches, ...switches } });
}

/** Each vendor's name has the type of what its definition starts. */
const Started = v.custom<World>((world) => typeof world === 'object');

/** The variable that has a vendor's settings. */
const variableOf = (name: string) => name.toUpperCase().replaceAll('-', '_');

/** `VENDORS=…` before a command enables others than the parameter. Read before a function runs, which has variables of its own. */
const ENABLED = process.env['VENDORS'];

/** The deployed variables, with the way to this AWS and the credentials of a role of the management account. */
function environmentFor(aws: Aws, partition: string): Record<string, string> {
  const { managementAccountId } = aws.state.organization;
  const arn = `arn:${partition}:iam::${managementAccountId}:role/rollcall-functions`;
  const { accessKeyId, secretAccessKey, sessionToken = '' } = aws.addPrincipal({ arn });
  return {
    ...readDeployment().environment,
    ...(ENABLED !== undefined && { VENDORS: ENABLED }),
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: regionOf(partition),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}

const regionOf = (partition: string) => (partition === 'aws-us-gov' ? 'us-gov-west-1' : 'us-east-1');
