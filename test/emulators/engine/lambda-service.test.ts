import { readDeployment } from '../../../emulators/engine/deployment.ts';
import { ACCOUNT, scene } from '../../scene.ts';

it('an output that is larger than Step Functions accepts fails the execution', async () => {
  const { enroll } = await scene({ account: { name: 'n'.repeat(256 * 1024) } });
  await expect(enroll()).resolves.toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

it('such an output of one vendor is caught by its name alone: it is in the audit, and leaves the other registered', async () => {
  const { engine, enroll } = await scene();
  const from = { function: 'prepareRegistration', vendor: 'crowdstrike' };
  engine.lambda.faults = [{ from, effect: 'taken', error: 'States.DataLimitExceeded' }];
  const { status, error, logs } = await enroll({ accountId: ACCOUNT });
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'EnrollmentIncompleteError' });
  expect(logs.filter(({ message }) => message === 'audit')).toMatchObject([
    { vendor: 'cloudcraft', outcome: 'enrolled' },
    { vendor: 'crowdstrike', outcome: 'failed', error: 'States.DataLimitExceeded' },
  ]);
});

it('a fault of Lambda fails as many invocations as it says, of the function that it names', async () => {
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

it('serverless.yml reserves ten of each function that enrolls', () => {
  const reserving = Object.entries(readDeployment().functions).filter(([, { reserved }]) => reserved === 10);
  expect(reserving.map(([key]) => key)).toEqual([
    ...['planEnrollment', 'confirmAccess', 'ensureRole', 'registerAccount', 'concludeEnrollment'],
  ]);
});

it.each([
  { reserved: 2, refused: 3 },
  { reserved: 100, refused: 0 },
])(
  'of 5 executions at once $refused wait where PlanEnrollment has $reserved, and none fails',
  async ({ reserved, refused }) => {
    const { engine, world } = await scene();
    engine.lambda.concurrency.reserved.set('planEnrollment', reserved);
    const ids = Array.from({ length: 5 }, () => world.aws.createAccount({ name: 'Storm' }).id);
    const ended = await Promise.all(ids.map((accountId) => engine.run('enroll-account', { accountId })));
    expect(ended.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(5);
    const refusedPlan = (event: (typeof ended)[number]['events'][number]) =>
      event.type === 'StateFailed' &&
      event.state.name === 'PlanEnrollment' &&
      event.Error === 'Lambda.TooManyRequestsException';
    expect(ended.filter(({ events }) => events.some(refusedPlan))).toHaveLength(refused);
  },
);
