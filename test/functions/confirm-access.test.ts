import { account, stage } from './invoke.ts';

const recent = { ...account, joinedAt: new Date().toISOString() };

it('the access role that can be assumed is remembered', async () => {
  const { invoke, logs } = await stage();
  expect(await invoke('confirmAccess', { account })).toEqual({ role: 'OrganizationAccountAccessRole' });
  expect(logs).toMatchObject([
    {
      message: 'access confirmed',
      accessRole: 'OrganizationAccountAccessRole',
      account: account.id,
      execution: 'run-1',
    },
  ]);
});

it('in an account of Control Tower its role is assumed', async () => {
  const { invoke } = await stage({ account: { accessRoles: ['AWSControlTowerExecution'] } });
  expect(await invoke('confirmAccess', { account })).toEqual({ role: 'AWSControlTowerExecution' });
});

it('the deployed access roles are tried, in their order', async () => {
  const accessRoles = ['OrganizationAccountAccessRole', 'Mine'];
  const { invoke } = await stage({
    account: { accessRoles },
    environment: { ACCESS_ROLES: 'Missing,Mine,OrganizationAccountAccessRole' },
  });
  expect(await invoke('confirmAccess', { account })).toEqual({ role: 'Mine' });
});

it('an access role that can be assumed later is confirmed then', async () => {
  const { world, invoke, failure } = await stage({ switches: { aws: { accountNotReadySeconds: 1e6 } } });
  expect(await failure('confirmAccess', { account: recent })).toMatchObject({ name: 'AccountNotReadyError' });
  world.switches.aws.accountNotReadySeconds = 0;
  expect(await invoke('confirmAccess', { account: recent })).toEqual({
    role: 'OrganizationAccountAccessRole',
  });
});

describe('it fails with', () => {
  it('AccessDeniedError for an old account without an access role', async () => {
    const { failure } = await stage({ account: { accessRoles: [] } });
    expect(await failure('confirmAccess', { account })).toMatchObject({ name: 'AccessDeniedError' });
  });

  it('WrongAccountError when the session is in another account', async () => {
    const { failure } = await stage({ switches: { aws: { assumeRoleAnswersFor: '777788889999' } } });
    expect(await failure('confirmAccess', { account })).toMatchObject({ name: 'WrongAccountError' });
  });

  it('InvalidInputError for an input that is not its own', async () => {
    const { failure } = await stage();
    const { name, message } = await failure('confirmAccess', { account: { ...account, id: '1' } });
    expect(name).toBe('InvalidInputError');
    expect(message).toContain('account.id: expected an AWS account id of 12 digits');
  });
});
