import { randomUUID } from 'node:crypto';
import type { World } from '../../emulators/world.ts';
import { ACCOUNT, ENABLED } from '../scene.ts';
import { account, stage } from './invoke.ts';

/** A stage on which the account was enrolled. */
async function enrolled() {
  const on = await stage();
  await on.engine.run('enroll-account', { accountId: ACCOUNT });
  on.world.network.calls.length = 0;
  return on;
}

const held = ({ vendors }: World, vendor: string) => vendors[vendor]?.holds() ?? [];

it.each(ENABLED)('our registration is found at %s, which is only read', async (vendor) => {
  const { world, invoke } = await enrolled();
  const [{ id } = { id: '' }] = held(world, vendor);
  expect(await invoke('findRegistrations', { vendor, account })).toMatchObject({
    own: [{ id, accountId: ACCOUNT }],
    ...{ others: [], isRoleInUse: false },
  });
  expect(world.network.calls.filter(({ name }) => /^(PUT|PATCH|DELETE) /.test(name))).toEqual([]);
  expect(held(world, vendor)).toHaveLength(1);
});

const byHand = `arn:aws:iam::${ACCOUNT}:role/by-hand`;

it.each<[string, string, (world: World) => void, boolean]>([
  [
    'cloudcraft',
    'with another role',
    ({ cloudcraft }) => Object.assign(first(cloudcraft.state.accounts), { roleArn: byHand }),
    false,
  ],
  [
    'cloudcraft',
    'of another user, with a role of our name',
    ({ cloudcraft }) => Object.assign(first(cloudcraft.state.accounts), { externalId: randomUUID() }),
    true,
  ],
  [
    'crowdstrike',
    'with another role',
    ({ crowdstrike }) => Object.assign(first(crowdstrike.state.registrations), { iamRoleArn: byHand }),
    false,
  ],
  [
    'crowdstrike',
    'of a whole organization, with a role of our name',
    ({ crowdstrike }) => Object.assign(first(crowdstrike.state.registrations), { isMaster: true }),
    true,
  ],
])(
  'at %s an entry %s is not ours, is named, and stays when ours are deregistered',
  async (vendor, _, change, isRoleInUse) => {
    const { world, invoke } = await enrolled();
    change(world);
    const kept = () => held(world, vendor).map(({ id, roleArn }) => ({ id, roleArn }));
    const before = kept();
    expect(await invoke('findRegistrations', { vendor, account })).toMatchObject({
      ...{ own: [], isRoleInUse },
      others: [{ accountId: ACCOUNT, detail: expect.stringContaining(ACCOUNT) }],
    });
    expect(await invoke('deregisterAccount', { vendor, account })).toEqual({ removed: [], isRoleInUse });
    expect(kept()).toEqual(before);
  },
);

function first<T extends object>([item]: T[]): T {
  if (item === undefined) throw new Error('nothing was enrolled');
  return item;
}
