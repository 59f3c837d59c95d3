import { account, stage } from './invoke.ts';

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

it('the deployed access roles are tried, in their order', async () => {
  const accessRoles = ['OrganizationAccountAccessRole', 'Mine'];
  const { invoke } = await stage({
    account: { accessRoles },
    environment: { ACCESS_ROLES: 'Missing,Mine,OrganizationAccountAccessRole' },
  });
  expect(await invoke('confirmAccess', { account })).toEqual({ role: 'Mine' });
});

describe('it fails with', () => {
  it('InvalidInputError for an input that is not its own', async () => {
    const { failure } = await stage();
    const { name, message } = await failure('confirmAccess', { account: { ...account, id: '1' } });
    expect(name).toBe('InvalidInputError');
    expect(message).toContain('account.id: expected an AWS account id of 12 digits');
  });
});
