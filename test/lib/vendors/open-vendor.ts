import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import type { World } from '../../../emulators/world.ts';
import { ensureRole } from '../../../lib/aws/roles.ts';
import { secretReader } from '../../../lib/aws/secrets.ts';
import type { Account } from '../../../lib/organization/account.ts';
import type { RoleRequest } from '../../../lib/role/request.ts';
import { adapters, vendors } from '../../../lib/vendors/index.ts';
import type { Deployment } from '../../../lib/vendors/vendor.ts';
import { type SceneOptions, scene } from '../../scene.ts';
import { administrator } from '../aws/member.ts';
import { account, wanted } from '../role-builder.ts';

/** What is special of a vendor's adapter in a scene; everything can be left out. */
export interface Opening extends SceneOptions {
  deployment?: Partial<Omit<Deployment<unknown>, 'settings'>>;
  /** The vendor's settings that differ. */
  settings?: Record<string, string>;
  /** The world of another adapter, instead of a new one. */
  world?: World;
  /** Fields of the vendor's secret that differ. */
  secret?: Record<string, string>;
}

/** A vendor's adapter, with its real secret, in a scene with a new account. */
export async function openVendor(name: string, opening: Opening = {}) {
  const { deployment = {}, settings = {}, secret = {}, world: shared, ...options } = opening;
  const world = shared ?? (await scene(options)).world;
  const client = new SecretsManagerClient({ maxAttempts: 1 });
  const kept = world.vendors[name]?.secret;
  /** Puts other fields into the vendor's secret. */
  const put = async (fields: Record<string, string>) => {
    const SecretString = JSON.stringify({ ...kept, ...fields });
    await client.send(new PutSecretValueCommand({ SecretId: `rollcall/${name}`, SecretString }));
  };
  if (Object.keys(secret).length > 0) await put(secret);
  const decisions: [string, Record<string, string | number>][] = [];
  const log = (decision: string, details: Record<string, string | number>) =>
    decisions.push([decision, details]);
  const [definition, adapter] = [vendors[name], adapters[name]];
  if (definition === undefined || adapter === undefined) throw new Error(`no vendor ${name}`);
  const source = secretReader(client, 'rollcall').credentials(name, definition.Credentials);
  const allowed = {
    settings: v.parse(definition.Settings, { ...world.vendors[name]?.settings, ...settings }),
    rolePath: deployment.rolePath ?? '/',
  };
  const port = adapter.create(source, { answerWithinSeconds: 5, log, ...deployment, ...allowed });
  /** The port, as the functions use it. */
  const vendor = {
    ...port,
    prepare: async (member: Account) => (await port.prepare(member, await port.known(member))).request,
    register: (member: Account, request: RoleRequest) =>
      port.register(member, request, { others: 'leave', seen: 'unsure' }),
    deregister: async (member: Account) => {
      const known = await port.known(member);
      if (known.standing !== 'unknown') await port.deregister(known);
    },
  };
  /** Makes the role of a request of the vendor; gives the request. */
  const makeRole = async (member: Account = account) => {
    const request = await vendor.prepare(member);
    const spec = definition.role(member, request, allowed);
    await ensureRole(administrator(world, member.id), wanted({ account: member, spec, vendor: name }));
    return request;
  };
  /** The role that the vendor wants, as it would be made now. */
  const roleOf = async (member: Account = account) =>
    definition.role(member, await vendor.prepare(member), allowed);
  const enroll = async (member: Account = account) => vendor.register(member, await makeRole(member));
  world.network.calls.length = 0;
  const given = definition.given(allowed.settings);
  return { world, port, vendor, decisions, put, makeRole, enroll, roleOf, given };
}
