import { account } from '../../role-builder.ts';
import { openVendor } from '../open-vendor.ts';

const open = (apiFamily: 'd4c' | 'cloud-security' = 'cloud-security') =>
  openVendor('crowdstrike', { apiFamily });

it('a role that CrowdStrike can assume, and one that does not exist, are each reported as it says', async () => {
  const { vendor, makeRole } = await open();
  await vendor.prepare(account);
  expect(await vendor.validate?.(account)).toMatchObject([
    { status: 'False', reason: 'AssumeRoleFailed', message: expect.stringContaining(':role/') },
  ]);
  await makeRole();
  expect(await vendor.validate?.(account)).toEqual([
    { type: 'RoleAssumable', status: 'True', feature: 'iom' },
  ]);
});

it('a role that trusts another external id is not assumable', async () => {
  const { world, vendor, makeRole } = await open();
  await makeRole();
  for (const registration of world.crowdstrike.state.registrations)
    registration.externalId = 'ffeeddccbbaa99887766554433221100';
  expect(await vendor.validate?.(account)).toMatchObject([{ status: 'False' }]);
});

it.each([403, 404, 429, 503])('an answer %i is logged, and fails nothing', async (status) => {
  const { world, vendor, decisions } = await open();
  const body = JSON.stringify({ meta: {}, errors: [{ code: status, message: 'as it says' }] });
  world.network.faults = [{ to: 'crowdstrike', call: '/validate/', answer: { status, body } }];
  expect(await vendor.validate?.(account)).toBeUndefined();
  expect(decisions).toEqual([['not validated', { reason: expect.stringContaining(String(status)) }]]);
});

it.each([
  ['no conditions', { account_id: account.id }, undefined],
  ['null', { account_id: account.id, conditions: null }, undefined],
  ["another account's", { account_id: '999999999999', conditions: [{ type: 'a', status: 'b' }] }, undefined],
  [
    'a long one',
    { account_id: account.id, conditions: [{ type: 'a', status: 'b', message: 'x'.repeat(999), more: 1 }] },
    [{ type: 'a', status: 'b', message: 'x'.repeat(200) }],
  ],
])('an answer with %s is read', async (_, resource, conditions) => {
  const { world, vendor } = await open();
  const body = JSON.stringify({ meta: {}, errors: [], resources: [resource] });
  world.network.faults = [{ to: 'crowdstrike', call: '/validate/', answer: { status: 200, body } }];
  expect(await vendor.validate?.(account)).toEqual(conditions);
});

it('the first family, and an account of GovCloud, have nothing to be tried by', async () => {
  expect((await open('d4c')).vendor.validate).toBeUndefined();
  const { world, vendor } = await open();
  expect(await vendor.validate?.({ ...account, partition: 'aws-us-gov' })).toBeUndefined();
  expect(world.network.calls).toEqual([]);
});
