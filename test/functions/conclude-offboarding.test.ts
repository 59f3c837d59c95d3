import { account, stage } from './invoke.ts';

const listed = { accountId: account.id, id: '1', status: 'added', standing: 'ours', detail: 'arn' };
const theirs = { ...listed, id: '2', standing: 'elsewhere' };
const state = {
  ...{ account, state: 'ACTIVE', vendors: ['cloudcraft'], skipped: [], role: {} },
  ...{ dryRun: false, onlyDeparted: false },
};
const nothing = { removed: [], others: [], isRoleInUse: false };
const gone = { outcome: 'role-removed', changes: ['deleted the role'] };
const cause = JSON.stringify({ errorMessage: 'Tried to ask: no.' });
const failure = { Error: 'VendorRejectedError', Cause: cause };

const conclude = (run: object, others: object = {}) => ({
  offboarding: { ...state, ...others, runs: [{ vendor: 'cloudcraft', ...run }] },
});

it.each<[string, object, object, string[], string?]>([
  [
    'our registration is gone, and the role',
    conclude({ deregistered: { ...nothing, removed: [listed] }, removed: gone }),
    { outcome: 'forgotten', registrations: [listed], role: gone },
    ['Forgotten', 'RoleRemoved'],
  ],
  [
    'the vendor does not know it',
    conclude({ deregistered: nothing, removed: gone }),
    { outcome: 'was-not-known', role: gone },
    ['RoleRemoved'],
  ],
  [
    'it is registered by somebody else, with our role',
    conclude({ deregistered: { removed: [], others: [theirs], isRoleInUse: true } }),
    {
      ...{ outcome: 'not-ours', others: [theirs] },
      role: { outcome: 'role-left-behind', reason: "somebody else's registration uses it" },
    },
    ['RoleLeftBehind'],
  ],
  [
    'the account is closed',
    conclude({ deregistered: nothing }, { state: 'CLOSED', role: { stays: 'closed' } }),
    { outcome: 'was-not-known', role: { outcome: 'role-left-behind', reason: 'closed' } },
    ['RoleLeftBehind'],
  ],
  [
    'it is a dry run',
    conclude({ deregistered: { ...nothing, removed: [listed] }, removed: gone }, { dryRun: true }),
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
  ['DeregisterAccount', { failure }, []],
  ['RemoveRole', { failure, deregistered: { ...nothing, removed: [listed] } }, [listed]],
])(
  'it is OffboardingIncompleteError, after the audit line, when %s failed',
  async (at, run, registrations) => {
    const on = await stage();
    const { name, message } = await on.failure('concludeOffboarding', conclude(run, { dryRun: true }));
    expect(name).toBe('OffboardingIncompleteError');
    expect(message).toContain(`cloudcraft failed at ${at} with VendorRejectedError: Tried to ask: no.`);
    expect(message).toContain(
      `again with {"accountId":"${account.id}","vendors":["cloudcraft"],"dryRun":true}`,
    );
    expect(on.logs[0]).toMatchObject({ level: 'ERROR', outcome: 'failed', state: at, registrations });
  },
);

it('advises to offboard an account that departed only if it has not returned since', async () => {
  const { failure: failed } = await stage();
  const { message } = await failed('concludeOffboarding', conclude({ failure }, { onlyDeparted: true }));
  expect(message).toContain(
    `again with {"accountId":"${account.id}","vendors":["cloudcraft"],"onlyDeparted":true}`,
  );
});

it('a failure is counted', async () => {
  const on = await stage();
  await on.failure('concludeOffboarding', conclude({ failure }));
  expect(on.logs).toContainEqual(expect.objectContaining({ vendor: 'cloudcraft', OffboardingFailed: 1 }));
});
