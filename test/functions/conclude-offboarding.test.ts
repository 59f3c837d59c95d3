import { account, stage } from './invoke.ts';

const listed = { accountId: account.id, id: '1', status: 'added', standing: 'ours', detail: 'arn' };
const again = { ...listed, id: '3' };
const theirs = { ...listed, id: '2', standing: 'elsewhere' };
const state = {
  ...{ account, state: 'ACTIVE', vendors: ['cloudcraft'], skipped: [], role: {} },
  ...{ dryRun: false, onlyDeparted: false },
};
const nothing = { own: [], others: [], isRoleInUse: false };
const found = { ...nothing, own: [listed] };
const deregistered = { removed: [listed], isRoleInUse: false };
const gone = { outcome: 'role-removed', changes: ['deleted the role'] };
const cause = JSON.stringify({ errorMessage: 'Tried to ask: no.' });
const failure = { Error: 'VendorRejectedError', Cause: cause };

const conclude = (run: object, others: object = {}) => ({
  offboarding: { ...state, ...others, runs: [{ vendor: 'cloudcraft', ...run }] },
});

it.each<[string, object, object, string[], string?]>([
  [
    'our registration is gone, and the role',
    conclude({ found, deregistered, removed: gone }),
    { outcome: 'forgotten', registrations: [listed], role: gone },
    ['Forgotten', 'RoleRemoved'],
  ],
  [
    'a repeated deletion found our registration gone, and one that was made since',
    conclude({ found, deregistered: { removed: [again], isRoleInUse: false }, removed: gone }),
    { outcome: 'forgotten', registrations: [listed, again], role: gone },
    ['Forgotten', 'RoleRemoved'],
  ],
  [
    'the vendor does not know it',
    conclude({ found: nothing, removed: gone }),
    { outcome: 'was-not-known', role: gone },
    ['RoleRemoved'],
  ],
  [
    'it is registered by somebody else, with our role',
    conclude({ found: { own: [], others: [theirs], isRoleInUse: true } }),
    {
      ...{ outcome: 'not-ours', others: [theirs] },
      role: { outcome: 'role-left-behind', reason: "somebody else's registration uses it" },
    },
    ['RoleLeftBehind'],
  ],
  [
    "somebody else's registration came to use our role while ours was deregistered",
    conclude({ found, deregistered: { ...deregistered, isRoleInUse: true } }),
    {
      outcome: 'forgotten',
      role: { outcome: 'role-left-behind', reason: "somebody else's registration uses it" },
    },
    ['Forgotten', 'RoleLeftBehind'],
  ],
  [
    'the account is closed',
    conclude({ found: nothing }, { state: 'CLOSED', role: { stays: 'closed' } }),
    { outcome: 'was-not-known', role: { outcome: 'role-left-behind', reason: 'closed' } },
    ['RoleLeftBehind'],
  ],
  [
    'it is a dry run',
    conclude({ found, removed: gone }, { dryRun: true }),
    { outcome: 'forgotten' },
    [],
    'dry run',
  ],
  [
    'it is skipped',
    {
      offboarding: {
        ...state,
        vendors: [],
        skipped: [{ vendor: 'cloudcraft', reason: 'its state is ACTIVE' }],
      },
    },
    { outcome: 'skipped', reason: 'its state is ACTIVE' },
    [],
  ],
])(
  'it succeeds, with an audit line and metrics, when %s',
  async (_, input, outcome, counted, message = 'audit') => {
    const { invoke, logs } = await stage();
    expect(await invoke('concludeOffboarding', input)).toMatchObject({ account, outcomes: [outcome] });
    expect(logs).toMatchObject([
      {
        level: 'INFO',
        message,
        account: account.id,
        vendor: 'cloudcraft',
        execution: 'run-1',
        ...outcome,
      },
      ...counted.map((name) => ({ vendor: 'cloudcraft', execution: 'run-1', [name]: 1 })),
    ]);
  },
);

it.each([
  ['FindRegistrations', { failure }, []],
  ['DeregisterAccount', { failure, found }, []],
  ['RemoveRole', { failure, found, deregistered }, [listed]],
])(
  'it is OffboardingIncompleteError, after the audit line, when %s failed',
  async (at, run, registrations) => {
    const on = await stage();
    const { name, message } = await on.failure('concludeOffboarding', conclude(run));
    expect(name).toBe('OffboardingIncompleteError');
    expect(message).toContain(`cloudcraft failed at ${at} with VendorRejectedError: Tried to ask: no.`);
    expect(message).toContain(`again with {"accountId":"${account.id}","vendors":["cloudcraft"]}`);
    expect(on.logs[0]).toMatchObject({ level: 'ERROR', outcome: 'failed', state: at, registrations });
  },
);

it('reports a failure of all parts together as one of each vendor', async () => {
  const on = await stage();
  const offboarding = { ...state, failure: { Error: 'States.DataLimitExceeded', Cause: 'too large' } };
  expect(await on.failure('concludeOffboarding', { offboarding })).toMatchObject({
    name: 'OffboardingIncompleteError',
    message: expect.stringContaining(
      'cloudcraft failed at OffboardFromEachVendor with States.DataLimitExceeded: too large',
    ),
  });
});

it.each(['onlyDeparted', 'dryRun'])('advises to start again with %s what had it', async (asked) => {
  const { failure: failed } = await stage();
  const { message } = await failed('concludeOffboarding', conclude({ failure }, { [asked]: true }));
  expect(message).toContain(
    `again with {"accountId":"${account.id}","vendors":["cloudcraft"],"${asked}":true}`,
  );
});

it('a failure is counted', async () => {
  const on = await stage();
  await on.failure('concludeOffboarding', conclude({ failure }));
  expect(on.logs).toContainEqual(expect.objectContaining({ vendor: 'cloudcraft', OffboardingFailed: 1 }));
});
