import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Fault } from '../../../emulators/network/fault.ts';
import { vendorNamed } from '../../../emulators/vendors.ts';
import type { World } from '../../../emulators/world.ts';
import {
  RoleNotAssumableYetError,
  UntrustedPrincipalError,
  VendorUnavailableError,
} from '../../../lib/errors.ts';
import { RoleRequest } from '../../../lib/role/request.ts';
import { roleArn } from '../../../lib/role/spec.ts';
import type { Listed, Vendor } from '../../../lib/vendors/vendor.ts';
import { account, request } from '../role-builder.ts';
import { behaviours, survives } from './behaviours.ts';
import { checks } from './checks.ts';
import { type Opening, openVendor } from './open-vendor.ts';

/** A vendor that is to keep the contract of the port. */
export interface Contracted {
  name: string;
  /** What its adapter is opened with each time. */
  opening?: Opening;
  /** Whether the vendor assumes the role before it registers the account. */
  verifiesRole: boolean;
  /** The ARNs of the roles that the vendor knows, in the emulator's own state. */
  known(world: World): string[];
  /** Has the vendor hold for other accounts, too, what it holds for the only one. */
  multiply(world: World, accounts: string[]): void;
  /** The switches that make it answer 429 without saying for how long. */
  throttled: Opening;
  /** Gives the vendor's customer other credentials; says what the secret holds by then. */
  rotate(world: World): Record<string, string>;
}

const second = { ...account, id: '777788889999', name: 'Second' };

const list = async (vendor: Pick<Vendor, 'registrations'>) => {
  const listed: Listed[] = [];
  for await (const registration of vendor.registrations()) listed.push(registration);
  return listed;
};

type Opened = Awaited<ReturnType<typeof openVendor>>;

/** Every call of the port, under way. */
const calls = ({ port, vendor }: Opened, principal: string): [string, Promise<unknown>][] => [
  ['known', port.known(account)],
  ['prepare', vendor.prepare(account)],
  ['register', port.register(account, request({ principal }), { others: 'leave', seen: 'unsure' })],
  ['registrations', list(port)],
  ['registrationsOf', port.registrationsOf(account.id)],
  ['deregister', port.deregister({ accountId: account.id, id: randomUUID() })],
];

/** The suite that every vendor's adapter passes. */
export function keepsTheContract(contracted: Contracted): void {
  const { name, opening = {}, verifiesRole, known, multiply, throttled, rotate } = contracted;
  const emulator = vendorNamed(name);
  if (emulator === undefined) throw new Error(`no vendor ${name}`);
  const faultsOf = (preset: string) => emulator.presets[preset]?.faults ?? [];

  it.each(Object.keys(checks))('%s', (check) => checks[check]?.(contracted));

  it.each(behaviours(emulator))('plays %s, and is enrolled once when that is over', (_, behaviour) =>
    survives(contracted, behaviour),
  );

  const open = (more: Opening = {}) =>
    openVendor(name, { ...opening, ...more, switches: { ...opening.switches, ...more.switches } });

  describe('preparing', () => {
    it('gives a request for a role that trusts the pinned account alone, and holds no credential', async () => {
      const { world, vendor } = await open();
      const prepared = await vendor.prepare(account);
      expect(v.parse(RoleRequest, prepared)).toEqual(prepared);
      expect(prepared.principal.split(':')[4]).toBe(world.vendors[name]?.settings['trustedAccountId']);
      for (const field of emulator.credentials)
        expect(JSON.stringify(prepared)).not.toContain(world.vendors[name]?.secret[field]);
    });

    it('again gives the same request', async () => {
      const { vendor } = await open();
      expect(await vendor.prepare(account)).toEqual(await vendor.prepare(account));
    });

    it('trusts the pinned account or nobody, whether or not the vendor names another one', async () => {
      const { vendor } = await open({ settings: { trustedAccountId: '111111111111' } });
      const end = await vendor.prepare(account).catch((error: unknown) => error);
      if (end instanceof Error) expect(end).toBeInstanceOf(UntrustedPrincipalError);
      expect(end instanceof Error ? end.message : v.parse(RoleRequest, end).principal).toContain(
        '111111111111',
      );
    });
  });

  describe('registering', () => {
    it('registers the account with its role, and gives the registration', async () => {
      const { world, vendor, makeRole, roleOf } = await open();
      const registration = await vendor.register(account, await makeRole());
      expect(registration).toMatchObject({
        accountId: account.id,
        id: expect.any(String),
        status: expect.any(String),
      });
      expect(known(world)).toEqual([roleArn(account, await roleOf())]);
    });

    it(`${verifiesRole ? 'fails' : 'does not wait'} until the vendor can assume the role`, async () => {
      const { world, enroll } = await open();
      world.switches.aws.roleNotAssumableSeconds = 1e6;
      const end = await enroll().catch((error: unknown) => error);
      expect(end instanceof RoleNotAssumableYetError).toBe(verifiesRole);
      world.switches.aws.roleNotAssumableSeconds = 0;
      await enroll();
      expect(known(world)).toHaveLength(1);
    });

    it('again changes nothing, and gives the same registration', async () => {
      const { world, enroll } = await open();
      const first = await enroll();
      const before = known(world);
      expect(await enroll()).toMatchObject({ id: first.id, accountId: first.accountId });
      expect(known(world)).toEqual(before);
    });

    it('by two at once leaves one registration', async () => {
      const { world, enroll } = await open();
      const [one, other] = await Promise.all([enroll(), enroll()]);
      expect(one.id).toBe(other.id);
      expect(known(world)).toHaveLength(1);
    });

    it('again after a lost answer leaves one registration', async () => {
      const { world, enroll } = await open();
      world.network.faults = faultsOf('lost');
      await expect(enroll()).rejects.toThrow(VendorUnavailableError);
      expect(known(world)).toHaveLength(1);
      expect(await enroll()).toMatchObject({ accountId: account.id });
      expect(known(world)).toHaveLength(1);
    });
  });

  describe('the registrations', () => {
    it('are all that the vendor holds', async () => {
      const { world, port, vendor, enroll } = await open();
      expect(await list(vendor)).toEqual([]);
      world.aws.createAccount({ id: second.id });
      const { id } = await enroll();
      const { id: other } = await enroll(second);
      const [ours, others] = await list(vendor);
      expect([ours, others]).toMatchObject([
        { accountId: account.id, id },
        { accountId: second.id, id: other },
      ]);
      const { request: _, ...registration } = { request: undefined, ...ours };
      expect(await port.registrationsOf(account.id)).toEqual([registration]);
      expect(await port.registrationsOf('999900001111')).toEqual([]);
    });

    const many = async (count: number) => {
      const opened = await open();
      await opened.enroll();
      const others = Array.from({ length: count - 1 }, (_, number) => String(200_000_000_000 + number));
      multiply(opened.world, others);
      return { ...opened, held: [account.id, ...others] };
    };

    it('are all given when they fill several pages', async () => {
      const { vendor, held } = await many(2500);
      expect((await list(vendor)).map(({ accountId }) => accountId)).toEqual(held);
    });

    it('are all given, or cannot be read, when one more comes while they are listed', async () => {
      const { world, vendor, held } = await many(600);
      const given: string[] = [];
      const reading = async () => {
        for await (const { accountId } of vendor.registrations()) {
          if (given.length === 0) multiply(world, ['300000000000']);
          given.push(accountId);
        }
        return 'all given';
      };
      const end = await reading().catch(({ name: error }: Error) => error);
      expect(end === 'VendorUnavailableError' || held.every((id, index) => given[index] === id)).toBe(true);
      expect(['all given', 'VendorUnavailableError']).toContain(end);
    });
  });

  describe('deregistering', () => {
    it('removes that registration and no other', async () => {
      const { world, vendor, enroll } = await open();
      world.aws.createAccount({ id: second.id });
      await enroll();
      await enroll(second);
      await vendor.deregister(account);
      expect(known(world)).toEqual([expect.stringContaining(second.id)]);
    });

    it('an account that is not registered does nothing', async () => {
      const { world, vendor } = await open();
      await vendor.deregister(account);
      await vendor.deregister(account);
      expect(known(world)).toEqual([]);
    });
  });

  it('credentials that were rotated since they were read are read again', async () => {
    const { world, vendor, put, enroll } = await open();
    const { id } = await enroll();
    await put(rotate(world));
    expect(await enroll()).toMatchObject({ id });
    expect(await list(vendor)).toHaveLength(1);
  });

  describe('every call of the port fails with', () => {
    /** The names of the errors that the calls fail with. */
    const failures = async (faults: Fault[] = [], more: Opening = {}) => {
      const opened = await open(more);
      if (faults.length > 0) opened.world.network.faults = faults;
      const named = calls(opened, emulator.identity('aws')).map(async ([call, attempt]) => [
        call,
        await nameOf(attempt),
      ]);
      return Object.fromEntries(await Promise.all(named));
    };
    const all = (error: string) => ({
      known: error,
      prepare: error,
      register: error,
      registrations: error,
      registrationsOf: error,
      deregister: error,
    });

    it.each(['down', 'cut', 'truncated', 'slow', 'stall'])(
      'VendorUnavailableError when the vendor is like "%s"',
      async (preset) => {
        const impatient = { deployment: { answerWithinSeconds: 0.1 } };
        expect(await failures(faultsOf(preset), impatient)).toEqual(all('VendorUnavailableError'));
      },
    );

    it.each(['garbage', 'shapeless'])('VendorResponseError when the vendor is like "%s"', async (preset) => {
      expect(await failures(faultsOf(preset))).toEqual(all('VendorResponseError'));
    });

    it('VendorResponseError when a page comes instead of the answer', async () => {
      const ofApi = faultsOf('garbage').map((fault) => ({ ...fault, call: '^(?!POST /oauth2/)' }));
      expect(await failures(ofApi)).toEqual(all('VendorResponseError'));
    });

    it.each(['unauthorized', 'forbidden'])(
      'VendorRejectedError when the vendor finds the caller %s',
      async (preset) => {
        expect(await failures(faultsOf(preset))).toEqual(all('VendorRejectedError'));
      },
    );

    it('VendorThrottledError when the vendor is busy for nobody knows how long', async () => {
      expect(await failures([], throttled)).toEqual(all('VendorThrottledError'));
    });
  });
}

const nameOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
