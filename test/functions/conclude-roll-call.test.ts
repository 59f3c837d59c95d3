import { readFileSync } from 'node:fs';
import { ROOT } from '../configuration/sources.ts';
import { ACCOUNT } from '../scene.ts';
import { coverage } from '../workflows/coverage.ts';
import { stage } from './invoke.ts';

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:rollcall-local';
const machines = {
  enrollAccount: `${MACHINE}-enroll-account`,
  offboardAccount: `${MACHINE}-offboard-account`,
  stateMachine: `${MACHINE}-roll-call`,
};

/** A roll call at its conclusion, as the workflow leaves it to the function. */
async function taken(input: object = {}, minute = '00') {
  const here = await stage();
  const roll = { startedAt: `2026-11-25T03:${minute}:00Z`, input };
  const work = Object(await here.invoke('takeRoll', roll));
  here.logs.length = 0;
  const conclusion = (changes: object = {}) => ({ ...machines, rollCall: { ...work, ...changes } });
  return { ...here, conclusion };
}

it('says of an account whose execution never started that it failed', async () => {
  const { world, failure, conclusion } = await taken();
  expect(await failure('concludeRollCall', conclusion({ accounts: [2] }))).toMatchObject({
    name: 'RollCallIncompleteError',
  });
  expect(coverage(world).rows.filter(({ accountId }) => accountId === ACCOUNT)).toMatchObject([
    { state: 'failed', failure: { state: 'EnrollAccount', error: 'ExecutionDoesNotExist' } },
    { state: 'failed', failure: { state: 'EnrollAccount', error: 'ExecutionDoesNotExist' } },
  ]);
});

it('writes a line of the roll call, a line of each account that changed, and the metrics of each vendor', async () => {
  const { logs, engine, invoke, conclusion } = await taken({ dryRun: true });
  await invoke('concludeRollCall', conclusion());
  expect(logs.filter(({ message }) => message === 'roll call')).toMatchObject([
    {
      level: 'WARN',
      rollCall: '20261125T030000',
      dryRun: true,
      outcome: 'failed',
      partial: false,
      accounts: { toCover: 1 },
    },
  ]);
  expect(logs.flatMap((line) => ('AccountsMissing' in line ? [line] : []))).toMatchObject([
    { vendor: 'cloudcraft', AccountsMissing: 1 },
    { vendor: 'crowdstrike', AccountsMissing: 1 },
  ]);
  expect(logs.filter(({ message }) => message === 'coverage changed')).toEqual([]);

  await engine.run('enroll-account', { accountId: ACCOUNT });
  logs.length = 0;
  const work = await invoke('takeRoll', { startedAt: '2026-11-25T03:01:00Z', input: {} });
  await invoke('concludeRollCall', { ...machines, rollCall: work });
  expect(logs.filter(({ message }) => message === 'coverage changed')).toMatchObject([
    { account: ACCOUNT, accountName: 'Sandbox', vendor: 'cloudcraft', was: 'missing', state: 'covered' },
    { account: ACCOUNT, accountName: 'Sandbox', vendor: 'crowdstrike', was: 'missing', state: 'covered' },
  ]);
  expect(logs.flatMap((line) => line['Coverage'] ?? [])).toEqual([100, 100]);
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  expect(logs.filter((line) => 'RollCalls' in line)).toMatchObject([{ RollCalls: 1, version }]);
});

it('a part of the organization changes no metric', async () => {
  const { logs, invoke, conclusion } = await taken({ vendors: ['cloudcraft'], dryRun: true });
  await invoke('concludeRollCall', conclusion());
  expect(logs.filter((line) => '_aws' in line)).toEqual([]);
});

it('a failure that a vendor does not show is kept until an enrollment succeeds', async () => {
  const { world, engine, invoke, failure, conclusion } = await taken();
  await engine.run('enroll-account', { accountId: ACCOUNT });
  await failure('concludeRollCall', conclusion({ accounts: [2] }));
  const again = { startedAt: '2026-11-25T03:01:00Z', input: { dryRun: true } };
  await invoke('concludeRollCall', { ...machines, rollCall: await invoke('takeRoll', again) });
  expect(
    coverage(world)
      .rows.slice(2)
      .map(({ state }) => state),
  ).toEqual(['failed', 'failed']);
  await engine.run('roll-call', { retryFailed: true });
  expect(
    coverage(world)
      .rows.slice(2)
      .map(({ state }) => state),
  ).toEqual(['covered', 'covered']);
});

it.each([
  { departs: 'is suspended', kept: 2 },
  { departs: 'leaves', kept: 0 },
])('a failed enrollment is not counted once its account $departs', async ({ departs, kept }) => {
  const { world, engine, failure, conclusion } = await taken();
  await engine.run('enroll-account', { accountId: ACCOUNT });
  await failure('concludeRollCall', conclusion({ accounts: [2] }));
  const unsettled = () =>
    JSON.parse(world.aws.state.objects.get('Reports/coverage/unsettled.json')?.text ?? '');
  expect(unsettled()).toMatchObject([{ accountId: ACCOUNT }, { accountId: ACCOUNT }]);
  const account = world.aws.state.accounts.get(ACCOUNT);
  if (departs === 'leaves') delete account?.membership;
  else Object.assign(account?.membership ?? {}, { state: 'SUSPENDED' });
  await expect(engine.run('roll-call', {})).resolves.toMatchObject({ status: 'SUCCEEDED' });
  const rows = coverage(world).rows.filter(({ accountId }) => accountId === ACCOUNT);
  expect(rows.map(({ state, failure: failed }) => [state, failed])).toEqual([
    ['departed', undefined],
    ['departed', undefined],
  ]);
  expect(unsettled()).toHaveLength(kept);
});
