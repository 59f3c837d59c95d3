import { randomUUID } from 'node:crypto';
import type { World } from '../../emulators/world.ts';
import { ACCOUNT, ENABLED } from '../scene.ts';
import { account, stage } from './invoke.ts';

/** A stage on which the account was enrolled. */
async function enrolled(options: Parameters<typeof stage>[0] = {}) {
  const on = await stage(options);
  await on.engine.run('enroll-account', { accountId: ACCOUNT });
  on.world.network.calls.length = 0;
  return on;
}

const held = ({ vendors }: World, vendor: string) => vendors[vendor]?.holds() ?? [];

it.each(ENABLED)(
  '%s forgets our registration, and is not asked again for one that it forgot',
  async (vendor) => {
    const { world, invoke, logs } = await enrolled();
    const [{ id } = { id: '' }] = held(world, vendor);
    expect(await invoke('deregisterAccount', { vendor, account })).toMatchObject({
      removed: [{ id, accountId: ACCOUNT }],
    });
    expect(held(world, vendor)).toEqual([]);
    expect(logs).toMatchObject([{ message: 'deregistered', registrationId: id, account: ACCOUNT, vendor }]);
    expect(await invoke('deregisterAccount', { vendor, account })).toMatchObject({ removed: [] });
    expect(world.network.calls.filter(({ name }) => name.startsWith('DELETE'))).toHaveLength(1);
  },
);

const byHand = `arn:aws:iam::${ACCOUNT}:role/by-hand`;

it('of several entries of an account at Cloudcraft all of ours go, and one of somebody else stays', async () => {
  const { world, invoke } = await enrolled();
  const { accounts } = world.cloudcraft.state;
  const [ours] = accounts;
  if (ours === undefined) throw new Error('nothing was enrolled');
  accounts.push({ ...ours, id: randomUUID(), name: 'Former name' });
  const foreign = { ...ours, id: randomUUID(), roleArn: byHand };
  accounts.push(foreign);
  expect(await invoke('deregisterAccount', { vendor: 'cloudcraft', account })).toMatchObject({
    removed: [{}, {}],
  });
  expect(world.cloudcraft.state.accounts).toEqual([foreign]);
});

it.each(ENABLED)(
  'an entry that %s still lists after its deletion is VendorUnavailableError',
  async (vendor) => {
    const { world, invoke, failure } = await enrolled({
      switches: { cloudcraft: { listedAfterDeletion: 60 }, crowdstrike: { shownAfterDeletion: 60 } },
    });
    const input = { vendor, account };
    const { name, message } = await failure('deregisterAccount', input);
    expect({ name, message }).toMatchObject({ name: 'VendorUnavailableError' });
    expect(message).toMatch(/still lists|Tried to DELETE/);
    await new Promise((later) => setTimeout(later, 60_000));
    expect(await invoke('deregisterAccount', input)).toMatchObject({ removed: [] });
    expect(held(world, vendor)).toEqual([]);
  },
);

it('an error that CrowdStrike has beside a 200 is VendorUnavailableError', async () => {
  const { world, failure } = await enrolled({ switches: { crowdstrike: { deletion: 'error beside 200' } } });
  const input = { vendor: 'crowdstrike', account };
  expect(await failure('deregisterAccount', input)).toMatchObject({ name: 'VendorUnavailableError' });
  expect(held(world, 'crowdstrike')).toHaveLength(1);
});
