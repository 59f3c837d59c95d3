import { randomUUID } from 'node:crypto';
import { vendorNamed } from '../../../emulators/vendors.ts';
import { account, request } from '../role-builder.ts';
import type { Contracted } from './contract.ts';
import { type Opening, openVendor } from './open-vendor.ts';

const path = '/some/path/';
const gov = { ...account, partition: 'aws-us-gov' as const };

const open = ({ name, opening }: Contracted, more: Opening = {}) => openVendor(name, { ...opening, ...more });
type Opened = Awaited<ReturnType<typeof open>>;

/** What the vendor holds, and the role that it names in the account. */
function left({ world }: Opened, name: string) {
  const [held] = world.vendors[name]?.holds() ?? [];
  const roles = [...(world.aws.state.accounts.get(account.id)?.roles.values() ?? [])];
  return { held, role: roles.find(({ arn }) => arn === held?.roleArn) };
}

/** Calls whose errors hold a credential that the vendor repeated in a refusal. */
async function leaking({ name, ...contracted }: Contracted): Promise<string[]> {
  const { world, port, vendor } = await open({ name, ...contracted });
  const { credentials = [], calls } = vendorNamed(name) ?? {};
  const secrets = credentials.flatMap((field) => world.vendors[name]?.secret[field] ?? []);
  const body = JSON.stringify({
    error: secrets.join(' '),
    errors: [{ code: 400, message: secrets.join(' ') }],
  });
  world.network.faults = [{ to: name, call: calls?.api ?? '', answer: { status: 400, headers: {}, body } }];
  const attempts: Record<string, () => Promise<unknown>> = {
    known: () => port.known(account),
    prepare: () => vendor.prepare(account),
    register: () => port.register(account, request(), { others: 'leave', seen: 'unsure' }),
    registrations: () => Array.fromAsync(port.registrations()),
    registrationsOf: () => port.registrationsOf(account.id),
    deregister: () => port.deregister({ accountId: account.id, id: randomUUID() }),
  };
  const messages = Object.entries(attempts).map(
    async ([call, attempt]): Promise<[string, string]> => [
      call,
      await attempt().then(() => secrets.join(), String),
    ],
  );
  const told = await Promise.all(messages);
  return told
    .filter(([, message]) => secrets.some((secret) => message.includes(secret)))
    .map(([call]) => call);
}

/** What an adapter may get wrong and yet look right: each is a check of its own, so that a broken adapter can be tried. */
export const checks: Record<string, (contracted: Contracted) => Promise<void>> = {
  async 'masks its credentials in every error'(contracted) {
    expect(await leaking(contracted)).toEqual([]);
  },

  async 'leads to a role that the vendor can assume with the external id of its registration'(contracted) {
    const opened = await open(contracted);
    await opened.enroll();
    expect(left(opened, contracted.name).held).toBeDefined();
    expect(await opened.world.vendors[contracted.name]?.examine(account.id)).toEqual([]);
  },

  async 'leads to a role that allows something'(contracted) {
    const opened = await open(contracted);
    await opened.enroll();
    const { role } = left(opened, contracted.name);
    expect((role?.attached.size ?? 0) + (role?.inline.size ?? 0)).toBeGreaterThan(0);
  },

  async 'has a role that RollcallAccess can make'(contracted) {
    const { roleOf, given } = await open(contracted);
    const { name, managedPolicyArns, inlinePolicies } = await roleOf();
    const attachable = given.managedPolicies.map((policy) => `arn:aws:iam::aws:policy/${policy}`);
    expect(name).toBe(given.name);
    expect(attachable).toEqual(expect.arrayContaining(managedPolicyArns));
    expect(given.inlinePolicies).toEqual(expect.arrayContaining(Object.keys(inlinePolicies)));
  },

  async 'keeps the path of the deployment'(contracted) {
    const opened = await open(contracted, { deployment: { rolePath: path } });
    await opened.enroll();
    const { held, role } = left(opened, contracted.name);
    expect([held?.roleArn, role?.arn].join()).toMatch(/^(arn:aws:iam::\d+:role\/some\/path\/[^/,]+),\1$/);
  },

  async 'keeps the partition of the account'(contracted) {
    const opened = await open(contracted, { partition: 'aws-us-gov' });
    const spec = await opened.roleOf(gov);
    await opened.enroll(gov);
    const { held } = left(opened, contracted.name);
    expect(held?.roleArn).toContain('arn:aws-us-gov:');
    expect(JSON.stringify([spec, held])).not.toContain('arn:aws:');
  },

  async 'logs whether it registered the account, or it was registered already'(contracted) {
    const { decisions, enroll } = await open(contracted);
    await enroll();
    const first = decisions.splice(0).map(([decision]) => decision);
    await enroll();
    expect(first).toContain('registered');
    expect(decisions.map(([decision]) => decision)).toEqual(['already registered']);
  },

  async 'takes a registration that is gone for deregistered'(contracted) {
    const { port, enroll } = await open(contracted);
    await port.deregister({ accountId: account.id, id: randomUUID() });
    const { id } = await enroll();
    for (const _ of [1, 2]) await port.deregister({ accountId: account.id, id });
    expect(await port.known(account)).toMatchObject({ standing: 'unknown' });
  },

  async 'foresees what it does, and changes nothing'(contracted) {
    const { port, world, enroll } = await open(contracted);
    const foreseen = async () => port.foresee(account, await port.known(account));
    expect(await foreseen()).toMatchObject({ decisions: ['registered'] });
    expect(contracted.known(world)).toEqual([]);
    await enroll();
    const { request, ...known } = await port.known(account);
    expect(await foreseen()).toMatchObject({ request, decisions: ['already registered'] });
    expect(await port.known(account)).toMatchObject(known);
  },

  async 'tells our registration from one by another role'(contracted) {
    const opened = await open(contracted);
    const { port } = opened;
    expect(await port.known(account)).toMatchObject({ standing: 'unknown' });
    const { id } = await opened.enroll();
    const ours = { accountId: account.id, id, standing: 'ours' };
    expect(await port.known(account)).toMatchObject(ours);
    expect(await Array.fromAsync(port.registrations())).toMatchObject([ours]);
    const { port: renamed } = await open(contracted, { deployment: { rolePath: path }, world: opened.world });
    const detail = expect.stringContaining(':role/');
    expect(await renamed.known(account)).toMatchObject({ ...ours, standing: 'elsewhere', detail });
    expect(await Array.fromAsync(renamed.registrations())).toMatchObject([
      { ...ours, standing: 'elsewhere' },
    ]);
  },
};
