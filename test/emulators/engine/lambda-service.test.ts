import { ACCOUNT, scene } from '../../scene.ts';

it('an output that is larger than Step Functions takes ends the execution', async () => {
  const { enroll } = await scene({ account: { name: 'n'.repeat(256 * 1024) } });
  await expect(enroll()).resolves.toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

it('an output that is larger, of one vendor, ends the execution, too, as no Catch takes that', async () => {
  const { engine, enroll } = await scene();
  const from = { function: 'prepareRegistration', vendor: 'crowdstrike' };
  engine.lambda.faults = [{ from, effect: 'taken', error: 'States.DataLimitExceeded' }];
  const { status, error, logs } = await enroll({ accountId: ACCOUNT, vendors: ['crowdstrike'] });
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  expect(logs.filter(({ message }) => message === 'audit')).toEqual([]);
});

it('a fault of Lambda is met as often as it says, by whom it is meant for', async () => {
  const { engine, enroll } = await scene();
  engine.lambda.faults = [
    {
      from: { function: 'ensureRole', vendor: 'cloudcraft' },
      times: 2,
      effect: 'none',
      error: 'Lambda.Unknown',
    },
  ];
  const { status, events } = await enroll();
  expect(status).toBe('SUCCEEDED');
  expect(
    events.flatMap((event) => (event.type === 'StateFailed' ? [event.state.name, event.Error] : [])),
  ).toEqual([...['EnsureRole', 'Lambda.Unknown', 'EnsureRole', 'Lambda.Unknown']]);
});
