import { scene } from '../scene.ts';

it('an output that is larger than Step Functions takes ends the execution', async () => {
  const { enroll } = await scene({ account: { name: 'n'.repeat(256 * 1024) } });
  await expect(enroll()).resolves.toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
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
