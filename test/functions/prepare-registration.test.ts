import { account, stage } from './invoke.ts';

const plain = { adopt: false, dryRun: false };

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
