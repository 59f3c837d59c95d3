import { ACCOUNT } from '../scene.ts';
import { stage } from './invoke.ts';

/** A roll of which the roles were inspected, of an account that lost a role after it was enrolled. */
async function inspected(input: object = {}) {
  const here = await stage({ account: { joinedAt: new Date('2020-01-01') } });
  await here.engine.run('enroll-account', { accountId: ACCOUNT });
  const taken = await here.invoke('takeRoll', {
    ...{ startedAt: '2026-11-25T03:00:00Z', input: { depth: 'roles', ...input } },
  });
  here.world.aws.state.accounts.get(ACCOUNT)?.roles.delete('cloudcraft');
  return { ...here, rollCall: Object(taken) };
}

it('gives the account with the vendor whose role is missing, and keeps the rest', async () => {
  const { invoke, rollCall } = await inspected();
  expect(rollCall).toMatchObject({ parts: [0], accounts: [] });
  await invoke('inspectRoles', { part: 0 });
  const { parts: _, ...rest } = rollCall;
  expect(await invoke('addFindings', { rollCall })).toEqual({
    ...rest,
    vendors: 'cloudcraft',
    accounts: [`${ACCOUNT}/cloudcraft/-`],
  });
});

it('plans nothing in a dry run', async () => {
  const { invoke, rollCall } = await inspected({ dryRun: true });
  await invoke('inspectRoles', { part: 0 });
  expect(await invoke('addFindings', { rollCall })).toMatchObject({ dryRun: true, accounts: [] });
});

it('keeps why the inspection ended early, and takes what it left unseen for covered', async () => {
  const { invoke, rollCall, logs } = await inspected();
  const failure = { Error: 'AwsUnavailableError', Cause: 'throttled' };
  expect(await invoke('addFindings', { rollCall: { ...rollCall, failure } })).toMatchObject({
    ...{ accounts: [], failure },
  });
  expect(logs.at(-1)).toMatchObject({ message: 'findings added', wrong: 0, unseen: 2, toEnroll: 0 });
});
