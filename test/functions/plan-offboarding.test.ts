import { ACCOUNT, ENABLED, type SceneOptions, sampleEvent } from '../scene.ts';
import { stage } from './invoke.ts';

const gone = '999900001111';
const skipped = ENABLED.map((vendor) => ({ vendor, reason: 'its state is ACTIVE' }));

type State = NonNullable<SceneOptions['account']>['state'];
const inState = (state: NonNullable<State>) => ({ account: { state } });

it.each<[string, SceneOptions, object, object]>([
  ['an active account, as the operator asks', {}, { accountId: ACCOUNT }, { state: 'ACTIVE', role: {} }],
  [
    'an account that is closing',
    inState('PENDING_CLOSURE'),
    sampleEvent('close-account'),
    { state: 'PENDING_CLOSURE', role: {} },
  ],
  [
    'a closed account, whose roles nobody reaches',
    inState('CLOSED'),
    sampleEvent('close-account-result'),
    { state: 'CLOSED', role: { stays: "the account's state is CLOSED" } },
  ],
  [
    'an account of another organization',
    {},
    { accountId: gone, onlyDeparted: true },
    {
      account: { id: gone },
      state: 'NOT_A_MEMBER',
      role: { stays: 'the account is not in the organization' },
    },
  ],
  [
    'an account whose roles are to stay',
    {},
    { accountId: ACCOUNT, keepRole: true, dryRun: true, vendors: ['crowdstrike'] },
    { vendors: ['crowdstrike'], dryRun: true, role: { stays: 'the operator keeps it' } },
  ],
  [
    'an old event of an account that is active again: nothing',
    {},
    sampleEvent('close-account'),
    { vendors: [], skipped },
  ],
  [
    'an event of an account that is active again, whose time nobody can read: nothing',
    {},
    { ...sampleEvent('close-account'), time: '2026-11-26T16:00:00 +01' },
    { vendors: [], skipped },
  ],
  [
    'an active account that only a vendor calls departed: nothing',
    {},
    { accountId: ACCOUNT, onlyDeparted: true },
    { vendors: [], skipped },
  ],
])('%s is planned', async (_, options, input, planned) => {
  const { invoke } = await stage(options);
  expect(await invoke('planOffboarding', { input })).toMatchObject({ vendors: ENABLED, ...planned });
});

it('an event of minutes ago is AccountNotDepartedError while Organizations lists the account as active', async () => {
  const { failure } = await stage();
  const input = { ...sampleEvent('close-account'), time: new Date(Date.now() - 14 * 60_000).toISOString() };
  const { name, message } = await failure('planOffboarding', { input });
  expect({ name, message }).toEqual({
    name: 'AccountNotDepartedError',
    message: expect.stringContaining('still ACTIVE'),
  });
});

it.each([
  ['a vendor that is not enabled', { accountId: ACCOUNT, vendors: ['nobody'] }, 'vendors.0'],
  ['a field that does not exist', { accountId: ACCOUNT, dryrun: true }, 'dryrun'],
  ['an event of another kind', sampleEvent('create-account-succeeded'), 'detail.eventName'],
  ['an event of another source', { ...sampleEvent('close-account'), source: 'custom' }, 'detail.eventName'],
])('%s is InvalidInputError, and nobody is asked', async (_, input, path) => {
  const { world, failure } = await stage();
  const { name, message } = await failure('planOffboarding', { input });
  expect({ name, message }).toEqual({ name: 'InvalidInputError', message: expect.stringContaining(path) });
  expect(world.network.calls.filter(({ to }) => to !== 'aws')).toEqual([]);
});
