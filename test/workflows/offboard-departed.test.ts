import * as v from 'valibot';
import type { Json } from '../../emulators/engine/engine.ts';
import { Fault } from '../../emulators/network/fault.ts';
import { ACCOUNT, type Scene, type SceneOptions, scene, ENABLED as VENDORS } from '../scene.ts';
import { coverage, statesIn } from './coverage.ts';

const families = ['d4c', 'cloud-security'] as const;
const ENABLED = { environment: { OFFBOARDING: 'ENABLED' } };

const rollCall = ({ engine }: Scene, input: Json = {}) => engine.run('roll-call', input);

/** So many accounts that were enrolled, and that a report knows; the first is that of the sample events. */
async function organization(
  count: number,
  options: SceneOptions = ENABLED,
): Promise<Scene & { ids: string[] }> {
  const here = await scene({
    ...options,
    switches: { cloudcraft: { rateLimit: 'off' }, ...options.switches },
  });
  const ids = [ACCOUNT];
  while (ids.length < count) ids.push(here.world.aws.createAccount({ name: `Account ${ids.length}` }).id);
  await Promise.all(ids.map((accountId) => here.engine.run('enroll-account', { accountId })));
  await rollCall(here);
  await aMinute();
  return { ...here, ids };
}

function depart({ world }: Scene, ids: string[], how: 'CLOSED' | 'PENDING_CLOSURE' | 'left'): void {
  for (const id of ids) {
    const account = world.aws.state.accounts.get(id);
    if (how === 'left') delete account?.membership;
    else if (account?.membership !== undefined) account.membership.state = how;
  }
}

/** The accounts that each enabled vendor has. */
const held = ({ world }: Scene) =>
  VENDORS.map((vendor) =>
    world[vendor]
      .holds()
      .map(({ accountId }) => accountId)
      .sort(),
  );

const rolesIn = ({ world }: Scene, id = '') =>
  [...(world.aws.state.accounts.get(id)?.roles.keys() ?? [])].filter((name) => name.startsWith('c'));

const aMinute = () => new Promise((later) => setTimeout(later, 60_000));

describe.each(families)('a roll call with offboarding ENABLED, and the family %s', (apiFamily) => {
  it('has the vendors forget what departed, and nothing else; the next one finds nothing to do', async () => {
    const here = await organization(5, { ...ENABLED, apiFamily });
    const [closed = '', closing = '', left = '', theirs = '', ...others] = here.ids;
    depart(here, [closed], 'CLOSED');
    depart(here, [closing], 'PENDING_CLOSURE');
    depart(here, [left, theirs], 'left');
    for (const entry of here.world.cloudcraft.state.accounts)
      if (entry.roleArn.includes(theirs)) entry.externalId = 'of-another-user-of-cloudcraft';
    for (const registration of here.world.crowdstrike.state.registrations)
      if (registration.accountId === theirs) registration.isMaster = true;

    await expect(rollCall(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    const kept = [theirs, ...others].sort();
    expect(held(here)).toEqual([kept, kept]);
    expect(rolesIn(here, closing)).toEqual([]);
    for (const id of [closed, left, theirs]) expect(rolesIn(here, id)).toHaveLength(2);
    const departed = statesIn(coverage(here.world)).filter((state) => state.endsWith('departed'));
    expect(departed).toEqual([`${theirs} cloudcraft: departed`, `${theirs} crowdstrike: departed`]);

    await aMinute();
    const { length } = [...here.world.aws.state.executions];
    await expect(rollCall(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect([...here.world.aws.state.executions]).toHaveLength(length + 1);
  });
});

const ONE = [{ type: 'accounts', target_value: [ACCOUNT] }];

it.each([
  ['REPORT', [{}], 2],
  ['DISABLED', [{}], 0],
  ['ENABLED', [{ dryRun: true }, { retryFailed: true }, { include: ONE }], 2],
])(
  'with offboarding %s and the inputs %j nothing is deleted, and %i rows are departed',
  async (mode, inputs, rows) => {
    const here = await organization(2, { environment: { OFFBOARDING: mode } });
    const before = held(here);
    depart(here, here.ids.slice(1), 'left');
    for (const input of inputs) {
      const { output } = await rollCall(here, input);
      expect(held(here)).toEqual(before);
      const { rollCall: id } = Object(output);
      const states = statesIn(coverage(here.world, id));
      expect(states.filter((state) => state.endsWith('departed'))).toHaveLength(rows);
      await aMinute();
    }
  },
);

it('an account that no report knew as a member is reported, and stays: it may be of another organization', async () => {
  const here = await organization(2);
  const stranger = here.world.aws.createAccount({ name: 'Of others' }).id;
  await here.engine.run('enroll-account', { accountId: stranger });
  depart(here, [stranger], 'left');
  const before = held(here);
  for (const _ of ['the first', 'the next']) {
    await expect(rollCall(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(held(here)).toEqual(before);
    await aMinute();
  }
  const rows = coverage(here.world).rows.filter(({ accountId }) => accountId === stranger);
  expect(rows.map(({ state, name }) => ({ state, name }))).toEqual([
    { state: 'departed', name: undefined },
    { state: 'departed', name: undefined },
  ]);
});

describe('more departures than 5 and 10 %', () => {
  it('stop the roll call before the first deletion, until an operator accepts them', async () => {
    const here = await organization(7);
    const before = held(here);
    depart(here, here.ids.slice(1), 'left');
    await expect(rollCall(here)).resolves.toMatchObject({ status: 'FAILED', error: 'TooManyDepartedError' });
    expect(held(here)).toEqual(before);
    await expect(rollCall(here, { acceptDepartures: true })).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(held(here)).toEqual([[ACCOUNT], [ACCOUNT]]);
  });
});

it('a list of the organization that lacks accounts offboards none that AWS still describes as active', async () => {
  const here = await organization(2);
  const before = held(here);
  const body = JSON.stringify({ Accounts: [] });
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  here.world.network.faults = [
    v.parse(Fault, { to: 'aws', call: 'organizations:ListAccounts', answer: { status: 200, headers, body } }),
  ];
  await rollCall(here);
  expect(held(here)).toEqual(before);
  for (const id of here.ids) expect(rolesIn(here, id)).toHaveLength(2);
});

it('an account that could not be offboarded fails the roll call, which names it, and is tried again by the next', async () => {
  const here = await organization(2);
  const [gone = ''] = here.ids.slice(1);
  depart(here, [gone], 'left');
  const answer = { status: 503, headers: {}, body: 'be back soon' };
  here.world.network.faults = [
    v.parse(Fault, { to: 'crowdstrike', from: { function: 'deregisterAccount' }, answer }),
  ];
  const { error, cause } = await rollCall(here);
  expect(error).toBe('RollCallIncompleteError');
  expect(cause).toContain(
    `${gone} not offboarded with crowdstrike at DeregisterAccount with VendorUnavailableError`,
  );
  expect(coverage(here.world).rows.find(({ accountId }) => accountId === gone)).toMatchObject({
    ...{ vendor: 'crowdstrike', state: 'departed', failure: { state: 'DeregisterAccount' } },
  });
  here.world.network.faults = [];
  await aMinute();
  await expect(rollCall(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
  expect(held(here).flat()).not.toContain(gone);
});

it('accounts that events offboarded since the last roll call are not missed in the list of a vendor', async () => {
  const here = await organization(4);
  const gone = here.ids.slice(1, 3);
  depart(here, gone, 'left');
  for (const accountId of gone) await here.engine.run('offboard-account', { accountId });
  await aMinute();
  await expect(rollCall(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
  const lost = here.world.crowdstrike.state.registrations.splice(0);
  await aMinute();
  await expect(rollCall(here)).resolves.toMatchObject({ status: 'FAILED', error: 'ListShrankError' });
  expect(lost).toHaveLength(2);
});
