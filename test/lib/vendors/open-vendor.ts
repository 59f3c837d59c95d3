import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { VendorName } from '../../../emulators/vendors.ts';
import { ensureRole } from '../../../lib/aws/roles.ts';
import { secretReader } from '../../../lib/aws/secrets.ts';
import type { Account } from '../../../lib/organization/account.ts';
import { vendors } from '../../../lib/vendors/index.ts';
import type { VendorSettings } from '../../../lib/vendors/vendor.ts';
import { type SceneOptions, scene } from '../../scene.ts';
import { administrator } from '../aws/member.ts';
import { account, wanted } from '../role-builder.ts';

/** What is special of a vendor's adapter in a scene; everything can be left out. */
export interface Opening extends SceneOptions {
  settings?: Partial<VendorSettings>;
  /** Fields of the vendor's secret that differ. */
  secret?: Record<string, string>;
}

/** A vendor's adapter, with its real secret, in a scene with a new account. */
export async function openVendor(name: VendorName, { settings = {}, secret = {}, ...options }: Opening = {}) {
  const { world } = await scene(options);
  const client = new SecretsManagerClient({ maxAttempts: 1 });
  const kept = world.secrets[`rollcall/${name}`];
  /** Puts other fields into the vendor's secret. */
  const put = async (fields: Record<string, string>) => {
    const SecretString = JSON.stringify({ ...kept, ...fields });
    await client.send(new PutSecretValueCommand({ SecretId: `rollcall/${name}`, SecretString }));
  };
  if (Object.keys(secret).length > 0) await put(secret);
  const decisions: [string, Record<string, string | number>][] = [];
  const log = (decision: string, details: Record<string, string | number>) =>
    decisions.push([decision, details]);
  const definition = vendors[name];
  if (definition === undefined) throw new Error(`no vendor ${name}`);
  const source = secretReader(client, 'rollcall').connection(name, definition.Connection);
  const vendor = definition.create(source, { rolePath: '/', answerWithinSeconds: 5, log, ...settings });
  /** Makes the role that the vendor wants; gives what it wants. */
  const makeRole = async (member: Account = account) => {
    const spec = await vendor.prepare(member);
    await ensureRole(administrator(world, member.id), wanted({ account: member, spec, vendor: name }));
    return spec;
  };
  const enroll = async (member: Account = account) => vendor.register(member, await makeRole(member));
  world.network.calls.length = 0;
  return { world, vendor, decisions, put, makeRole, enroll };
}
