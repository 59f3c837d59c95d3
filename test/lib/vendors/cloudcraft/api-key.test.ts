import type { World } from '../../../../emulators/world.ts';
import { VendorRejectedError } from '../../../../lib/errors.ts';
import { account } from '../../role-builder.ts';
import { openVendor } from '../open-vendor.ts';

const rotated = 'rotated3vFUUkgfzoBK+UKyPmZw1NsdfrFzdvZoyFJw8=';
const rotate = ({ cloudcraft }: World) => {
  cloudcraft.state.apiKeys = cloudcraft.state.apiKeys.map((key) => ({ ...key, key: rotated }));
};
const secretReads = ({ network }: World) =>
  network.calls.filter(({ name }) => name === 'secretsmanager:GetSecretValue').length;

it('the secret is read once for many calls', async () => {
  const { world, vendor, enroll } = await openVendor('cloudcraft');
  await enroll();
  await vendor.deregister(account);
  expect(secretReads(world)).toBe(1);
});

it('a key that was rotated is read again once, and kept', async () => {
  const { world, vendor, put } = await openVendor('cloudcraft');
  await vendor.prepare(account);
  await put({ apiKey: rotated });
  rotate(world);
  await vendor.prepare(account);
  await vendor.prepare(account);
  expect(secretReads(world)).toBe(2);
});

it.each(['json', 'text', 'empty'] as const)(
  'a key that stays refused is VendorRejectedError after one more try, whatever a 401 carries: %s',
  async (undocumentedBodies) => {
    const { world, vendor } = await openVendor('cloudcraft', {
      switches: { cloudcraft: { undocumentedBodies } },
    });
    rotate(world);
    const prepared = vendor.prepare(account);
    await expect(prepared).rejects.toThrow(VendorRejectedError);
    await expect(prepared).rejects.toThrow(/401 .*put a valid API key into Cloudcraft's secret/);
    // Of the parameters and of the list.
    expect(world.network.calls.filter(({ to }) => to === 'cloudcraft')).toHaveLength(2 * 2);
  },
);
