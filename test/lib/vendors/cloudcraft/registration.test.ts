import type { CloudcraftAccount } from '../../../../emulators/cloudcraft/state.ts';
import type { World } from '../../../../emulators/world.ts';
import {
  RoleNotAssumableYetError,
  VendorRejectedError,
  VendorResponseError,
  VendorUnavailableError,
} from '../../../../lib/errors.ts';
import { account } from '../../role-builder.ts';
import { type Opening, openVendor } from '../open-vendor.ts';

const arn = 'arn:aws:iam::444455556666:role/cloudcraft';
const ids = ({ cloudcraft }: World) => cloudcraft.state.accounts.map(({ id }) => id);
const oldest = '0a000000-0000-4000-8000-000000000000';
const younger = '0b000000-0000-4000-8000-000000000000';

/** An entry of Cloudcraft's list with our role, which somebody added before. */
const entry = (overrides: Partial<CloudcraftAccount> = {}): CloudcraftAccount => ({
  id: oldest,
  name: 'Sandbox',
  roleArn: arn,
  externalId: 'ex53e827-a724-4a2a-9fec-b13761540785',
  CreatorId: '9f1c2b3a-0000-4000-8000-000000000000',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  readAccess: null,
  writeAccess: null,
  region: 'us-east-1',
  ...overrides,
});

/** Plays a look at the list that comes too early. */
const unseen = {
  to: 'cloudcraft' as const,
  call: '^GET /aws/account$',
  times: 1,
  answer: { status: 200, body: '{"accounts":[]}' },
};

/** Cloudcraft with an account whose role is there, and with entries. */
async function open(entries: CloudcraftAccount[] = [], opening: Opening = {}) {
  const opened = await openVendor('cloudcraft', opening);
  const { state } = opened.world.cloudcraft;
  for (const { user } of state.apiKeys)
    Object.assign(user, { id: entry().CreatorId, externalId: entry().externalId });
  const request = await opened.makeRole();
  state.accounts.push(...entries);
  return { ...opened, register: () => opened.vendor.register(account, request) };
}

describe('an account that is not known', () => {
  it('is added with its name, its role and the configured region', async () => {
    const { world, register, decisions } = await open([], { settings: { region: 'eu-west-1' } });
    const { id, ...registration } = await register();
    expect(registration).toEqual({ accountId: account.id, status: 'added', isNew: true });
    expect(world.cloudcraft.state.accounts).toMatchObject([
      { id, name: 'Sandbox', roleArn: arn, region: 'eu-west-1' },
    ]);
    expect(decisions).toEqual([['registered', { registrationId: id }]]);
  });

  it("has the external id of the key's user", async () => {
    const { world, vendor } = await open();
    const { externalId } = await vendor.prepare(account);
    expect(world.cloudcraft.state.apiKeys).toMatchObject([{ user: { externalId } }]);
  });

  it("is added beside others' entries, which stay", async () => {
    const { world, register } = await open([entry({ roleArn: 'arn:aws:iam::777788889999:role/cloudcraft' })]);
    const { id } = await register();
    expect(ids(world)).toEqual([oldest, id]);
  });
});

describe('an account that is known by its role', () => {
  it('stays as it is', async () => {
    const { world, register, decisions } = await open([entry()]);
    expect(await register()).toEqual({ accountId: account.id, id: oldest, status: 'added' });
    expect(world.cloudcraft.state.accounts).toEqual([entry()]);
    expect(decisions).toEqual([['already registered', { registrationId: oldest }]]);
  });

  it('keeps the external id of the user who added it, whose key may be another one now', async () => {
    const added = entry({ externalId: 'cc53e827-a724-4a2a-9fec-b13761540785' });
    const { vendor } = await open([added]);
    await expect(vendor.prepare(account)).resolves.toMatchObject({ externalId: added.externalId });
  });

  it('stays as it is when its entry has no external id', async () => {
    const { world, register, decisions } = await open([entry()]);
    const { externalId: _, ...nobodys } = entry();
    const answer = { status: 200, body: JSON.stringify({ accounts: [nobodys] }) };
    world.network.faults = [{ to: 'cloudcraft', call: '^GET /aws/account$', answer }];
    expect(await register()).toMatchObject({ id: oldest });
    expect(decisions).toEqual([['already registered', { registrationId: oldest }]]);
  });

  it('is found among entries of another form, which are passed over', async () => {
    const { world, register, decisions } = await open([entry()]);
    const accounts = [null, 'x', { id: 1 }, { ...entry({ id: younger }), roleArn: null }, entry()];
    const answer = { status: 200, body: JSON.stringify({ accounts }) };
    world.network.faults = [{ to: 'cloudcraft', call: '^GET /aws/account$', answer }];
    expect(await register()).toMatchObject({ id: oldest });
    expect(ids(world)).toEqual([oldest]);
    expect(decisions).toEqual([['already registered', { registrationId: oldest }]]);
  });

  it('is never added again when its entry cannot be read', async () => {
    const { world, register } = await open([entry()]);
    const { createdAt: _, ...unread } = entry();
    const answer = { status: 200, body: JSON.stringify({ accounts: [unread] }) };
    world.network.faults = [{ to: 'cloudcraft', call: '^GET /aws/account$', answer }];
    const attempt = register();
    await expect(attempt).rejects.toThrow(VendorResponseError);
    await expect(attempt).rejects.toThrow('createdAt: ');
    expect(ids(world)).toEqual([oldest]);
  });

  it('several times by the same name is known once afterwards, by the oldest entry', async () => {
    const youngest = younger.replace('b', 'c');
    const { world, register, decisions } = await open([
      entry({ id: youngest, createdAt: '2026-01-03T00:00:00.000Z' }),
      entry({ id: younger, createdAt: '2026-01-02T00:00:00.000Z' }),
      entry(),
    ]);
    expect(await register()).toMatchObject({ id: oldest });
    expect(ids(world)).toEqual([oldest]);
    expect(decisions).toEqual([
      ['removed a duplicate', { registrationId: oldest, removed: younger }],
      ['removed a duplicate', { registrationId: oldest, removed: youngest }],
      ['already registered', { registrationId: oldest }],
    ]);
  });

  it('logs every removal when a later one fails', async () => {
    const { world, register, decisions } = await open([entry(), entry({ id: younger })]);
    world.cloudcraft.state.accounts.push(entry({ id: younger.replace('b', 'c') }));
    const answer = { status: 503, headers: {}, body: '' };
    world.network.faults = [{ to: 'cloudcraft', call: '^DELETE', skip: 1, times: 1, answer }];
    await expect(register()).rejects.toThrow(VendorUnavailableError);
    expect(decisions).toEqual([['removed a duplicate', { registrationId: oldest, removed: younger }]]);
    await register();
    expect(ids(world)).toEqual([oldest]);
  });

  it.each([
    { by: 'by another name', given: { name: 'Drawn by hand' } },
    { by: 'by another user', given: { CreatorId: 'cc53e827-0000-4000-8000-000000000000' } },
    { by: 'for a team', given: { readAccess: ['team/9f1c2b3a-0000-4000-8000-000000000000'] } },
  ])('$by as well keeps that entry, and its id is logged', async ({ given }) => {
    const own = entry({ id: younger, createdAt: '2026-01-02T00:00:00.000Z', ...given });
    const { world, register, decisions } = await open([entry(), own]);
    expect(await register()).toMatchObject({ id: oldest });
    expect(world.cloudcraft.state.accounts).toEqual([entry(), own]);
    expect(decisions).toEqual([['already registered', { registrationId: oldest, surplus: younger }]]);
  });

  it('by another name before keeps that entry, too', async () => {
    const own = entry({ name: 'Drawn by hand' });
    const ours = entry({ id: younger, createdAt: '2026-01-02T00:00:00.000Z' });
    const { world, register, decisions } = await open([own, ours]);
    for (const _ of [1, 2]) expect(await register()).toMatchObject({ id: younger });
    expect(world.cloudcraft.state.accounts).toEqual([own, ours]);
    expect(decisions.at(-1)).toEqual(['already registered', { registrationId: younger, surplus: oldest }]);
  });

  it('and was renamed keeps the entry of its own user, and leaves an older one to its own', async () => {
    const theirs = entry({ name: 'Drawn by hand', externalId: 'cc53e827-a724-4a2a-9fec-b13761540785' });
    const ours = entry({ id: younger, name: 'Old name', createdAt: '2026-01-02T00:00:00.000Z' });
    const { world, vendor, register } = await open([theirs, ours]);
    await expect(vendor.prepare(account)).resolves.toMatchObject({ externalId: ours.externalId });
    expect(await register()).toMatchObject({ id: younger });
    expect(world.cloudcraft.state.accounts).toMatchObject([theirs, { id: younger, name: 'Sandbox' }]);
  });

  it('but was added meanwhile by a user whose external id the role does not trust is VendorResponseError', async () => {
    const { world, register } = await open([entry({ externalId: 'cc53e827-a724-4a2a-9fec-b13761540785' })]);
    await expect(register()).rejects.toThrow(VendorResponseError);
    expect(ids(world)).toEqual([oldest]);
  });

  it('and is gone when it is renamed is asked for again', async () => {
    const { world, register } = await open([entry({ name: 'Old' })]);
    const body = '{"error":"AwsAccount not found","reason":"not_found","code":404}';
    world.network.faults = [{ to: 'cloudcraft', call: '^PUT', answer: { status: 404, headers: {}, body } }];
    await expect(register()).rejects.toThrow(VendorUnavailableError);
  });

  it.each(['ignored', 'refused'] as const)(
    'is renamed when it has another name, a region being %s',
    async (regionOnUpdate) => {
      const { world, register, decisions } = await open([entry({ name: 'Old' })], {
        switches: { cloudcraft: { regionOnUpdate } },
      });
      expect(await register()).toMatchObject({ id: oldest });
      expect(world.cloudcraft.state.accounts).toMatchObject([{ id: oldest, name: 'Sandbox', roleArn: arn }]);
      expect(decisions).toEqual([['renamed', { registrationId: oldest, from: 'Old' }]]);
    },
  );

  it('is renamed later when Cloudcraft tries the role for it and is refused', async () => {
    const opening = {
      switches: { cloudcraft: { roleOnUpdate: 'assumed' as const }, aws: { roleNotAssumableSeconds: 1e6 } },
    };
    const { world, register } = await open([entry({ name: 'Old' })], opening);
    await expect(register()).rejects.toThrow(RoleNotAssumableYetError);
    expect(world.cloudcraft.state.accounts).toMatchObject([{ name: 'Old' }]);
  });
});

describe('of several entries with our role', () => {
  it.each(['oldest first', 'newest first'] as const)(
    'the oldest is kept after a POST that raced another, the list being %s',
    async (listOrder) => {
      const raced = [entry({ id: younger, createdAt: '2026-01-02T00:00:00.000Z' }), entry()];
      const { world, register, decisions } = await open(raced, { switches: { cloudcraft: { listOrder } } });
      world.network.faults = [unseen];
      expect(await register()).toMatchObject({ id: oldest });
      expect(ids(world)).toEqual([oldest]);
      expect(decisions.map(([decision]) => decision)).toEqual([
        ...['removed a duplicate', 'removed a duplicate', 'registered'],
      ]);
    },
  );

  it.each([200, 204] as const)('the younger go, whether a DELETE is answered %i', async (deleteStatus) => {
    const { world, register } = await open([entry()], { switches: { cloudcraft: { deleteStatus } } });
    world.network.faults = [unseen];
    await register();
    expect(ids(world)).toEqual([oldest]);
  });

  it('are listed as registered twice, and others are not', async () => {
    const other = { ...entry({ id: younger.replace('b', 'c'), name: 'by hand' }) };
    const { port } = await open([entry(), entry({ id: younger }), other]);
    const listed = await Array.fromAsync(port.registrations());
    const problem = `registered twice, as ${[oldest, younger].sort().join(' and ')}`;
    expect(listed.map((each) => each.problem)).toEqual([problem, problem, undefined]);
  });

  it('one that the other execution removed meanwhile is gone already', async () => {
    const { world, register } = await open([entry()]);
    const gone = { status: 404, body: '{"error":"AwsAccount not found","reason":"not_found","code":404}' };
    world.network.faults = [unseen, { to: 'cloudcraft', call: '^DELETE', effect: 'taken', answer: gone }];
    expect(await register()).toMatchObject({ id: oldest });
    expect(ids(world)).toEqual([oldest]);
  });

  it('a POST that is refused as a duplicate finds the one that is there', async () => {
    const { world, register } = await open([entry()], {
      switches: { cloudcraft: { duplicates: 'refused' } },
    });
    world.network.faults = [unseen];
    expect(await register()).toMatchObject({ id: oldest });
    expect(ids(world)).toEqual([oldest]);
  });

  it.each([204, 200] as const)('one is removed by its id alone, be it answered %i', async (deleteStatus) => {
    const { world, port } = await open([entry(), entry({ id: younger })], {
      switches: { cloudcraft: { deleteStatus } },
    });
    await port.deregister({ accountId: account.id, id: oldest });
    expect(ids(world)).toEqual([younger]);
  });

  it('one that is still listed after a DELETE that was answered 200 is VendorUnavailableError', async () => {
    const { world, port } = await open([entry()]);
    world.network.faults = [{ to: 'cloudcraft', call: '^DELETE', answer: { status: 200, body: '{}' } }];
    const removed = port.deregister({ accountId: account.id, id: oldest });
    await expect(removed).rejects.toThrow(VendorUnavailableError);
  });
});

describe('when Cloudcraft cannot assume the role', () => {
  it.each([400, 403] as const)(
    'and says so with %i, it is not yet assumable, and nothing is added',
    async (refusedRoleStatus) => {
      const opening = {
        switches: { cloudcraft: { refusedRoleStatus }, aws: { roleNotAssumableSeconds: 1e6 } },
      };
      const { world, register } = await open([], opening);
      const attempt = register();
      await expect(attempt).rejects.toThrow(RoleNotAssumableYetError);
      await expect(attempt).rejects.toThrow(`${refusedRoleStatus} {"error":"Unable to verify AWS account`);
      expect(ids(world)).toEqual([]);
    },
  );

  it('a role that becomes assumable is registered then', async () => {
    const { world, register } = await open([], { switches: { aws: { roleNotAssumableSeconds: 1e6 } } });
    await expect(register()).rejects.toThrow(RoleNotAssumableYetError);
    world.switches.aws.roleNotAssumableSeconds = 0;
    const { id } = await register();
    expect(ids(world)).toEqual([id]);
  });

  it('an account that the list does not show at once is taken from the answer', async () => {
    const { world, register } = await open();
    world.network.faults = [{ ...unseen, times: 2 }];
    const { id } = await register();
    expect(ids(world)).toEqual([id]);
  });
});

describe('a key that may only read', () => {
  it('is refused at once, as waiting does not help', async () => {
    const { world, register } = await open();
    for (const key of world.cloudcraft.state.apiKeys) key.mode = 'read';
    const attempt = register();
    await expect(attempt).rejects.toThrow(VendorRejectedError);
    await expect(attempt).rejects.toThrow(/insufficient_privileges.*an API key that may read and write/);
    expect(ids(world)).toEqual([]);
  });

  it('cannot remove an account at Cloudcraft, which is not a success', async () => {
    const { world, vendor } = await open([entry()]);
    for (const key of world.cloudcraft.state.apiKeys) key.mode = 'read';
    await expect(vendor.deregister(account)).rejects.toThrow(VendorRejectedError);
    expect(ids(world)).toEqual([oldest]);
  });
});
