import { ACCOUNT } from '../scene.ts';
import { stage } from './invoke.ts';

/** A part of an inspection, of an account that is enrolled, as TakeRoll leaves it. */
async function inspected(input: object = {}) {
  const here = await stage({ account: { joinedAt: new Date('2020-01-01') } });
  await here.engine.run('enroll-account', { accountId: ACCOUNT });
  await here.invoke('takeRoll', { startedAt: '2026-11-25T03:00:00Z', input: { depth: 'roles', ...input } });
  here.logs.length = 0;
  here.world.network.calls.length = 0;
  const findings = () =>
    JSON.parse(here.world.aws.state.objects.get('Reports/roll-calls/run-1/findings/0.json')?.text ?? 'null');
  return { ...here, findings };
}

it('finds nothing about roles that are as wanted, with one session an account', async () => {
  const { world, invoke, findings, logs } = await inspected();
  expect(await invoke('inspectRoles', { part: 0 })).toEqual({});
  expect(findings()).toEqual([]);
  expect(
    world.network.calls.filter((call) => call.name === 'sts:AssumeRole' && call.status === 200),
  ).toHaveLength(1);
  expect(logs).toMatchObject([{ message: 'roles inspected', part: 0, accounts: 1, findings: 0 }]);
});

it('reads no secret, and asks no vendor', async () => {
  const { world, invoke } = await inspected();
  await invoke('inspectRoles', { part: 0 });
  const calls = world.network.calls.filter(
    ({ to, name }) => to !== 'aws' || name.startsWith('secretsmanager:'),
  );
  expect(calls).toEqual([]);
});

it('leaves what is wrong in the bucket and in its log', async () => {
  const { world, invoke, findings, logs } = await inspected();
  world.aws.state.accounts.get(ACCOUNT)?.roles.delete('cloudcraft');
  await invoke('inspectRoles', { part: 0 });
  const problem = `the role arn:aws:iam::${ACCOUNT}:role/cloudcraft does not exist`;
  expect(findings()).toEqual([{ accountId: ACCOUNT, vendor: 'cloudcraft', problem }]);
  expect(logs[0]).toMatchObject({ level: 'WARN', account: ACCOUNT, vendor: 'cloudcraft', problem });
});

it.each([
  ['WrongAccountError', { aws: { assumeRoleAnswersFor: '777788889999' } }],
  ['AwsUnavailableError', { aws: {} }],
])('fails with %s, and leaves no finding', async (name, switches) => {
  const { world, failure, findings } = await inspected();
  world.aws.createAccount({ id: '777788889999' });
  Object.assign(world.switches.aws, switches.aws);
  if (name === 'AwsUnavailableError')
    world.network.faults = [{ to: 'aws', call: '^iam:', answer: { status: 503, headers: {}, body: '' } }];
  expect(await failure('inspectRoles', { part: 0 })).toMatchObject({ name });
  expect(findings()).toBeNull();
});
