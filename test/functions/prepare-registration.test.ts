import type { World } from '../../emulators/world.ts';
import { account, stage } from './invoke.ts';

const plain = { adopt: false, dryRun: false, notListedAt: '-' };

it('the account is registered with CrowdStrike by then, not yet with Cloudcraft', async () => {
  const { world, invoke, logs } = await stage();
  await invoke('prepareRegistration', { vendor: 'cloudcraft', account, ...plain });
  await invoke('prepareRegistration', { vendor: 'crowdstrike', account, ...plain });
  expect(world.cloudcraft.state.accounts).toEqual([]);
  expect(world.crowdstrike.state.registrations).toMatchObject([{ accountId: account.id }]);
  expect(logs).toMatchObject([
    { message: 'registered', vendor: 'crowdstrike', account: account.id, execution: 'run-1' },
  ]);
});

it('an instance that is warm keeps its secret and its token', async () => {
  const { world, invoke } = await stage();
  await invoke('prepareRegistration', { vendor: 'crowdstrike', account, ...plain });
  await invoke('prepareRegistration', { vendor: 'crowdstrike', account, ...plain });
  expect(world.crowdstrike.state.tokens).toHaveLength(1);
  expect(world.network.calls.filter(({ name }) => name === 'secretsmanager:GetSecretValue')).toHaveLength(1);
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('a vendor that asks to come later', () => {
  const busy = { switches: { cloudcraft: { rateLimitRequests: 0 } } };
  const request = { vendor: 'cloudcraft', account, ...plain };
  const callsTo = (world: World, to: string) => world.network.calls.filter((call) => call.to === to).length;

  it('is waited for by the workflow, each account for a turn of its own', async () => {
    const { world, invoke } = await stage(busy);
    const waits = [
      await invoke('prepareRegistration', request),
      await invoke('prepareRegistration', request),
    ];
    const wait = { waitSeconds: expect.any(Number), waitingSince: expect.any(Number) };
    expect(waits).toEqual([wait, wait]);
    expect(waits[1]).not.toEqual(waits[0]);
    // The first one's parameters and list; the other one was not even asked for.
    expect(callsTo(world, 'cloudcraft')).toBe(2);
  });

  it.each([
    { minutes: 1, seconds: 20 },
    { minutes: 30, seconds: 120 },
  ])(
    'is asked when the turn has come, and refusing again waited for $seconds seconds after $minutes minutes',
    async ({ minutes, seconds }) => {
      const { invoke } = await stage(busy);
      const waitingSince = Date.now() - minutes * 60_000;
      const turn = { ...request, prepared: { waitSeconds: 10, waitingSince } };
      expect(await invoke('prepareRegistration', turn)).toEqual({ waitSeconds: seconds, waitingSince });
    },
  );

  it('fails the state after three hours of waits', async () => {
    const { failure } = await stage(busy);
    const prepared = { waitSeconds: 10, waitingSince: Date.now() - 3 * 3_600_000 - 1 };
    const turn = { ...request, prepared };
    expect(await failure('prepareRegistration', turn)).toMatchObject({ name: 'VendorThrottledError' });
  });

  it('is believed for half an hour', async () => {
    const answer = { status: 429, headers: { 'Retry-After': '86400' }, body: '' };
    const { invoke } = await stage({ faults: [{ to: 'cloudcraft', answer }] });
    expect(await invoke('prepareRegistration', request)).toMatchObject({ waitSeconds: 1810 });
  });

  it('is asked again by a retry of the workflow where no turn can be taken', async () => {
    const { failure, logs } = await stage({
      ...busy,
      faults: [{ call: 'dynamodb:', answer: { cut: 'connection' } }],
    });
    expect(await failure('prepareRegistration', request)).toMatchObject({ name: 'VendorThrottledError' });
    expect(logs).toContainEqual(expect.objectContaining({ message: 'goes on without a turn' }));
  });

  it('is not asked for an account of a roll call, which is added in a turn of its own, when IAM shows its role', async () => {
    const { world, invoke } = await stage();
    const ofRollCall = { ...request, notListedAt: new Date().toISOString() };
    const known = { standing: 'unknown' };
    await expect(invoke('prepareRegistration', ofRollCall)).resolves.toMatchObject({
      ...{ known, addAfterSeconds: 10 },
    });
    const start = Date.now();
    await expect(invoke('prepareRegistration', ofRollCall)).resolves.toMatchObject({
      ...{ known, addAfterSeconds: 10 },
    });
    expect(Date.now() - start).toBeGreaterThan(400); // half a second, which the workflow cannot wait
    const called = world.network.calls.filter(({ to }) => to === 'cloudcraft').map(({ name }) => name);
    expect(called).toEqual(['GET /aws/account/iamParameters']);
    const turns = Array.from({ length: 3 }, () => invoke('prepareRegistration', ofRollCall));
    const added = (await Promise.all(turns)).map((each) => Object(each).addAfterSeconds);
    expect(added.sort()).toEqual([10, 11, 11]);
  });

  it.each([
    { of: 'whose lists are hours old', more: { notListedAt: inHours(-2.01) } },
    { of: 'whose lists are of a time to come', more: { notListedAt: inHours(0.1) } },
    { of: 'that converts what is there', more: { notListedAt: inHours(-0.1), adopt: true } },
    { of: 'that is a dry run', more: { notListedAt: inHours(-0.1), dryRun: true } },
  ])('is asked for an account of a roll call $of', async ({ more }) => {
    const { world, invoke } = await stage();
    expect(await invoke('prepareRegistration', { ...request, ...more })).toMatchObject({
      addAfterSeconds: 0,
    });
    expect(world.network.calls.some(({ name }) => name === 'GET /aws/account')).toBe(true);
  });

  it('has no queue when it documents no rate that enrollments reach', async () => {
    const { world, failure } = await stage({ switches: { crowdstrike: { rateLimit: 0 } } });
    const other = { ...request, vendor: 'crowdstrike' };
    expect(await failure('prepareRegistration', other)).toMatchObject({ name: 'VendorThrottledError' });
    expect(world.aws.state.items.size).toBe(0);
  });
});

describe('it fails with', () => {
  it('InvalidConfigurationError for a vendor that nobody wrote an adapter for', async () => {
    const { failure } = await stage({ environment: { VENDORS: 'lacework' } });
    const { name, message } = await failure('prepareRegistration', { vendor: 'lacework', account, ...plain });
    expect(name).toBe('InvalidConfigurationError');
    expect(message).toContain(
      'enroll with lacework: the vendors that Rollcall knows are cloudcraft, crowdstrike',
    );
  });

  it('AwsRejectedError for a secret that is missing', async () => {
    const { failure } = await stage({ environment: { SECRET_PREFIX: 'elsewhere' } });
    const { name, message } = await failure('prepareRegistration', {
      vendor: 'cloudcraft',
      account,
      ...plain,
    });
    expect(name).toBe('AwsRejectedError');
    expect(message).toContain('create the secret elsewhere/cloudcraft');
  });

  it('VendorUnavailableError when the vendor takes longer than the deployed time', async () => {
    const { failure } = await stage({
      environment: { VENDOR_TIMEOUT_SECONDS: '0.05' },
      faults: [{ to: 'cloudcraft', answer: { delaySeconds: 1e6, part: 'headers' } }],
    });
    expect(await failure('prepareRegistration', { vendor: 'cloudcraft', account, ...plain })).toMatchObject({
      name: 'VendorUnavailableError',
    });
  });
});
