import { ENABLED, sampleEvent } from '../scene.ts';
import { stage } from './invoke.ts';

const plan = (input: unknown) => ({ input });

it.each([
  'create-account-succeeded',
  'control-tower-create-managed-account',
  'account-joined-organization',
  'manual',
])('an enrollment is planned from the sample %s', async (name) => {
  const { invoke, logs } = await stage();
  expect(await invoke('planEnrollment', plan(sampleEvent(name)))).toEqual({
    account: {
      id: '444455556666',
      name: 'Sandbox',
      partition: 'aws',
      organizationId: 'o-exampleorgid',
      joinedAt: expect.any(String),
    },
    vendors: ENABLED,
    skipped: [],
    adopt: false,
    dryRun: false,
    notListedAt: '-',
  });
  expect(logs).toMatchObject([
    { message: 'planned', execution: 'run-1', account: '444455556666', vendors: ENABLED, skipped: [] },
  ]);
});

it('an enrollment by hand names its vendors and may permit to adopt foreign roles', async () => {
  const { invoke } = await stage();
  const input = { accountId: '444455556666', vendors: ['crowdstrike'], adopt: true };
  expect(await invoke('planEnrollment', plan(input))).toMatchObject({
    vendors: ['crowdstrike'],
    adopt: true,
  });
});

it('the vendors are those that are deployed', async () => {
  const { invoke } = await stage({ environment: { VENDORS: 'cloudcraft' } });
  expect(await invoke('planEnrollment', plan(sampleEvent('manual')))).toMatchObject({
    vendors: ['cloudcraft'],
  });
});

describe('the deployed filters are applied', () => {
  const sandboxes = { type: 'ous', target_value: ['ou-exam-sandbox1'] };
  const optedOut = { type: 'tags', target_value: [{ cloudcraft: 'no' }] };
  const FILTERS = JSON.stringify({ include: [sandboxes], vendors: { cloudcraft: { exclude: [optedOut] } } });

  it.each([
    ['in the unit', { units: ['ou-exam-sandbox1'] }, ENABLED],
    ['below the unit', { units: ['ou-exam-sandbox1', 'ou-exam-deeper01'] }, ENABLED],
    ['elsewhere', { units: ['ou-exam-prod0001'] }, []],
    [
      'in the unit, with the tag',
      { units: ['ou-exam-sandbox1'], tags: { cloudcraft: 'no' } },
      ['crowdstrike'],
    ],
  ])('to an account %s', async (_, account, vendors) => {
    const { invoke } = await stage({ account, environment: { FILTERS } });
    expect(await invoke('planEnrollment', plan(sampleEvent('manual')))).toMatchObject({ vendors });
  });

  it('and nothing more than the account is asked for where they do not speak of it', async () => {
    const { world, invoke } = await stage();
    await invoke('planEnrollment', plan(sampleEvent('manual')));
    expect(world.network.calls.map(({ name }) => name)).toEqual(['organizations:DescribeAccount']);
  });
});

it.each([
  [
    'a suspended account',
    { account: { state: 'SUSPENDED' as const } },
    '444455556666',
    'its state is SUSPENDED',
  ],
  [
    'the management account',
    {},
    '111122223333',
    'it is the management account, and managementAccount is DISABLED',
  ],
])('%s is skipped, with the reason', async (_, options, accountId, reason) => {
  const { invoke } = await stage(options);
  expect(await invoke('planEnrollment', plan({ accountId }))).toMatchObject({
    vendors: [],
    skipped: ENABLED.map((vendor) => ({ vendor, reason })),
  });
});

describe('it fails with', () => {
  it.each([
    [
      'InvalidInputError for an event of a failed creation',
      plan(sampleEvent('create-account-failed')),
      'detail.serviceEventDetails.createAccountStatus.state',
    ],
    [
      'InvalidInputError for a vendor that is not enabled',
      plan({ accountId: '444455556666', vendors: ['x'] }),
      'vendors.0',
    ],
    [
      'AccountNotFoundError for an account of nobody',
      plan({ accountId: '999999999999' }),
      'describe account 999999999999',
    ],
  ])('%s', async (sentence, input, part) => {
    const { failure, logs } = await stage();
    const { name, message } = await failure('planEnrollment', input);
    expect(sentence.startsWith(`${name} `)).toBe(true);
    expect(message).toContain(part);
    expect(logs).toMatchObject([{ level: 'WARN', message: 'failed', execution: 'run-1', error: { name } }]);
  });

  it('InvalidConfigurationError for variables that do not fit', async () => {
    const { failure } = await stage({ environment: { FILTERS: 'x', ROLE_PATH: 'y' } });
    const { name, message } = await failure('planEnrollment', plan(sampleEvent('manual')));
    expect(name).toBe('InvalidConfigurationError');
    expect(message).toMatch(/ROLE_PATH: .*FILTERS: expected JSON/);
  });

  it('AccountNotReadyError while an account is about to become active, which is planned then', async () => {
    const { world, invoke, failure } = await stage({ account: { state: 'PENDING_ACTIVATION' } });
    const input = plan(sampleEvent('manual'));
    expect(await failure('planEnrollment', input)).toMatchObject({
      name: 'AccountNotReadyError',
      message: expect.stringContaining('its state is PENDING_ACTIVATION'),
    });
    const membership = world.aws.state.accounts.get('444455556666')?.membership;
    if (membership !== undefined) membership.state = 'ACTIVE';
    expect(await invoke('planEnrollment', input)).toMatchObject({ vendors: ENABLED, skipped: [] });
  });
});
