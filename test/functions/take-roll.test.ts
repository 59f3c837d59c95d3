import { ACCOUNT, ENABLED, type SceneOptions } from '../scene.ts';
import { stage } from './invoke.ts';

const take = (input: object = {}) => ({ startedAt: '2026-11-25T03:00:00.123Z', input });
const IN_A_UNIT = '500000000001';
const TAGGED = '500000000002';

/** Three accounts: in no unit and without a tag, in a unit, and with a tag. */
async function three(options: SceneOptions = {}) {
  const here = await stage(options);
  here.world.aws.createAccount({ id: IN_A_UNIT, units: ['ou-exam-sandbox1', 'ou-exam-deeper01'] });
  here.world.aws.createAccount({ id: TAGGED, tags: { team: 'payments' } });
  here.world.network.calls.length = 0;
  return here;
}

it('gives the accounts to enroll as bare ids, under an id of the second it began in', async () => {
  const { invoke } = await three();
  expect(await invoke('takeRoll', take())).toEqual({
    ...{ rollCall: '20261125T030000', dryRun: false, maxConcurrency: 32, vendors: 'cloudcraft,crowdstrike' },
    accounts: [ACCOUNT, IN_A_UNIT, TAGGED],
    ...{ departed: [], compared: ENABLED, listedAt: expect.any(String) },
  });
});

it('names the vendors of an account that only some of them miss', async () => {
  const { engine, invoke } = await three();
  await engine.run('enroll-account', { accountId: TAGGED, vendors: ['crowdstrike'] });
  expect(await invoke('takeRoll', take())).toMatchObject({
    accounts: [ACCOUNT, IN_A_UNIT, `${TAGGED}/cloudcraft/-`],
  });
});

it.each([
  {
    of: 'a unit above the account',
    include: { type: 'ous', target_value: ['ou-exam-sandbox1'] },
    tagCalls: 0,
  },
  { of: 'a tag', include: { type: 'tags', target_value: [{ team: 'payments' }] }, tagCalls: 1 },
  { of: 'an account', include: { type: 'accounts', target_value: [ACCOUNT] }, tagCalls: 0 },
])(
  'filters by $of with one list of the accounts, and $tagCalls of their tags',
  async ({ of, include, tagCalls }) => {
    const { world, invoke } = await three();
    const accounts = { 'a unit above the account': [IN_A_UNIT], 'a tag': [TAGGED], 'an account': [ACCOUNT] }[
      of
    ];
    expect(await invoke('takeRoll', take({ include: [include] }))).toMatchObject({ accounts });
    const calls = world.network.calls.map(({ name }) => name);
    expect(calls.filter((name) => name.startsWith('organizations:'))).toEqual(['organizations:ListAccounts']);
    expect(calls.filter((name) => name === 'tag:GetResources')).toHaveLength(tagCalls);
  },
);

it('lists all pages of the accounts and of their tags', async () => {
  const filters = { include: [{ type: 'tags', target_value: [{ team: 'payments' }] }] };
  const { world, invoke } = await three({
    switches: { aws: { emptyAccountsPage: true } },
    environment: { FILTERS: JSON.stringify(filters) },
  });
  for (let number = 0; number < 120; number += 1) world.aws.createAccount({ tags: { team: 'payments' } });
  const { accounts } = Object(await invoke('takeRoll', take()));
  expect(accounts).toHaveLength(121);
});

it.each([
  { with: { exclude: [{ type: 'ous', target_value: ['ou-exam-sandbox1'] }] }, named: 'AwsRejectedError' },
  { with: {}, named: undefined },
])('fails where Organizations does not say the units, if a filter asks for them: $named', async (the) => {
  const { invoke, failure } = await three({ switches: { aws: { accountPaths: 'absent' } } });
  if (the.named === undefined) await expect(invoke('takeRoll', take(the.with))).resolves.toBeDefined();
  else expect(await failure('takeRoll', take(the.with))).toMatchObject({ name: the.named });
});

it.each([
  [{ depth: 'all' }, 'depth'],
  [{ vendors: ['cloudstrike'] }, 'vendors.0: "cloudstrike" is not one of the enabled vendors'],
  [[], 'input: expected object, received array'],
  [{ maxConcurrency: 0 }, 'maxConcurrency'],
  [{ include: [] }, 'include'],
])('refuses %j', async (input, path) => {
  const { failure } = await stage();
  const { name, message } = await failure('takeRoll', take(input));
  expect(name).toBe('InvalidInputError');
  expect(message).toContain(path);
});

it.each([
  { include: [{ type: 'accounts', target_value: [ACCOUNT, '999999999999'] }], names: '999999999999' },
  { exclude: [{ type: 'accounts', target_value: ['999999999999'] }], names: '999999999999' },
  { include: [{ type: 'ous', target_value: ['ou-exam-nowhere1'] }], names: 'ou-exam-nowhere1' },
  { include: [{ type: 'tags', target_value: [{ team: 'paymnts' }] }], names: '{"team":"paymnts"}' },
])('refuses a filter that names what no account matches: $names', async ({ names, ...input }) => {
  const { failure } = await three();
  const { name, message } = await failure('takeRoll', take(input));
  expect(name).toBe('InvalidInputError');
  expect(message).toContain(`no account matches ${names}. Next: `);
});

const busy = (times: number) => ({
  ...{ to: 'cloudcraft', call: 'GET /aws/account$', times },
  answer: { status: 429, headers: { 'Retry-After': '20' }, body: '' },
});

it('waits for a list as long as the vendor asks, and reads nothing else again', async () => {
  const { world, invoke } = await three({ faults: [busy(14)] });
  const start = Date.now();
  await invoke('takeRoll', take());
  expect(Math.round((Date.now() - start) / 1000)).toBe(14 * 20);
  const lists = world.network.calls.filter(({ name }) => name === 'organizations:ListAccounts');
  expect(lists).toHaveLength(1);
});

it('leaves a vendor to the workflow that asks for longer waits than fit', async () => {
  const { failure } = await three({ faults: [busy(16)] });
  const start = Date.now();
  expect(await failure('takeRoll', take())).toMatchObject({ name: 'VendorThrottledError' });
  expect((Date.now() - start) / 1000).toBeLessThan(301);
});

it('takes what another workflow adds that starts it', async () => {
  const { invoke } = await stage();
  const started = { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: 'arn:aws:states:::execution:x' };
  await expect(invoke('takeRoll', take(started))).resolves.toMatchObject({ accounts: [ACCOUNT] });
});

it('fails where the last report cannot be read, since without it no list is known to be whole', async () => {
  const { world, failure } = await stage();
  world.aws.state.objects.set('Reports/coverage/latest.json', {
    text: '{',
    contentType: 'application/json',
    at: new Date(),
  });
  const { name, message } = await failure('takeRoll', take());
  expect(name).toBe('AwsRejectedError');
  expect(message).toContain('s3://Reports/coverage/latest.json');
});
