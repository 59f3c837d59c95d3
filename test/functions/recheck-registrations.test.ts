import { stage } from './invoke.ts';

it('lists the vendors that missed an account, and no other', async () => {
  const { world, engine, invoke } = await stage();
  await engine.run('enroll-account', { accountId: '444455556666', vendors: ['crowdstrike'] });
  await invoke('takeRoll', { startedAt: '2026-11-25T03:00:00Z', input: {} });
  world.network.calls.length = 0;
  await invoke('recheckRegistrations', { rollCall: '20261125T030000' });
  const asked = world.network.calls.map(({ to }) => to).filter((to) => to !== 'aws');
  expect([...new Set(asked)]).toEqual(['cloudcraft']);
  const { text = '' } = world.aws.state.objects.get('Reports/roll-calls/run-1/recheck.json') ?? {};
  expect(JSON.parse(text)).toEqual({ at: expect.any(String), lists: { cloudcraft: [] } });
});

it('fails by name where nobody took the roll', async () => {
  const { failure } = await stage();
  const { name, message } = await failure('recheckRegistrations', { rollCall: '20261125T030000' });
  expect(name).toBe('AwsRejectedError');
  expect(message).toContain('s3://Reports/roll-calls/run-1/roll.json: it does not exist');
});
