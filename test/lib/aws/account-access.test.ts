import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { accountAccess } from '../../../lib/aws/account-access.ts';
import {
  AccessDeniedError,
  AccountNotReadyError,
  AwsUnavailableError,
  WrongAccountError,
} from '../../../lib/errors.ts';
import { ACCOUNT, type SceneOptions, scene } from '../../scene.ts';
import { account, allowing } from '../role-builder.ts';

const accessRoles = ['OrganizationAccountAccessRole', 'AWSControlTowerExecution'];
const now = new Date().toISOString();
const longAgo = '2020-01-01T00:00:00.000Z';

/** A scene, and what assumes the access role in its account. */
async function open(options: SceneOptions = {}) {
  const { world } = await scene(options);
  const access = accountAccess({ maxAttempts: 1 });
  const assume = (overrides: Partial<typeof account> = {}, execution = 'run-1') =>
    access.assume({ ...account, ...overrides }, { accessRoles, execution, policy: allowing('iam:GetRole') });
  const confirm = (overrides: Partial<typeof account> = {}) =>
    access.confirm({ ...account, ...overrides }, { accessRoles, execution: 'run-1' });
  return { world, assume, confirm };
}

describe('the access roles are tried in order', () => {
  it('the first that can be assumed is used', async () => {
    const { world, assume } = await open({ account: { accessRoles: [...accessRoles] } });
    expect((await assume()).accessRole).toBe('OrganizationAccountAccessRole');
    expect(world.network.calls.filter(({ name }) => name === 'sts:AssumeRole')).toHaveLength(1);
  });

  it('the second, where the first does not exist', async () => {
    const { assume, confirm } = await open({ account: { accessRoles: ['AWSControlTowerExecution'] } });
    expect((await assume()).accessRole).toBe('AWSControlTowerExecution');
    expect(await confirm()).toBe('AWSControlTowerExecution');
  });

  it('in the GovCloud partition too', async () => {
    const { confirm } = await open({ partition: 'aws-us-gov' });
    expect(await confirm({ partition: 'aws-us-gov' })).toBe('OrganizationAccountAccessRole');
  });
});

describe('a session', () => {
  const identity = async (assume: Awaited<ReturnType<typeof open>>['assume'], execution: string) => {
    const { credentials } = await assume({}, execution);
    return new STSClient({ credentials }).send(new GetCallerIdentityCommand({}));
  };

  it.each([
    ['the name of the execution', 'run-1', 'run-1'],
    ['a name that STS accepts', '2f6f8a4e:ä b', '2f6f8a4e---b'],
    ['a name of 64 characters at most', 'x'.repeat(80), 'x'.repeat(64)],
    ['a name of 2 characters at least', 'x', 'x-'],
  ])("has %s, for the member account's CloudTrail", async (_, execution, session) => {
    const { assume } = await open();
    expect(await identity(assume, execution)).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/OrganizationAccountAccessRole/${session}`,
    });
  });

  it('is as short as STS allows, and may do what was asked for', async () => {
    const { world, assume } = await open();
    const { credentials } = await assume();
    const session = world.aws.state.accessKeys.get(credentials.accessKeyId)?.session;
    expect(session?.policies).toMatchObject([allowing('iam:GetRole')]);
    expect((session?.expiration.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(900_000);
  });
});

describe('a newly created account that refuses is not ready yet', () => {
  it.each(['AccessDenied', 'RegionDisabledException'] as const)('with %s', async (accountNotReadyAs) => {
    const { assume, confirm } = await open({
      switches: { aws: { accountNotReadySeconds: 1e6, accountNotReadyAs } },
    });
    const attempt = assume({ joinedAt: now });
    await expect(attempt).rejects.toThrow(AccountNotReadyError);
    await expect(attempt).rejects.toThrow(
      /assume OrganizationAccountAccessRole or AWSControlTowerExecution in account 444455556666 \(Sandbox\)/,
    );
    await expect(attempt).rejects.toThrow(accountNotReadyAs);
    await expect(confirm({ joinedAt: now })).rejects.toThrow(AccountNotReadyError);
  });

  it('and so is one whose time of joining is not known', async () => {
    const { assume } = await open({ account: { accessRoles: [] } });
    await expect(assume()).rejects.toThrow(AccountNotReadyError);
  });
});

/** STS or IAM refusing one call with that code. */
const refusing = (call: string, code: string, message = 'no') => ({
  to: 'aws' as const,
  call,
  answer: {
    status: 403,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  },
});
const REFUSALS = ['AccessDenied', 'RegionDisabledException', 'InvalidClientTokenId', 'OptInRequired'];

describe.each(REFUSALS)('a refusal with %s', (code) => {
  it('of AssumeRole passes while the account is newly created', async () => {
    const { world, confirm } = await open({ faults: [refusing('sts:AssumeRole$', code)] });
    const attempt = confirm({ joinedAt: now });
    await expect(attempt).rejects.toThrow(AccountNotReadyError);
    await expect(attempt).rejects.toThrow(`account 444455556666 (Sandbox): ${code}`);
    await expect(attempt).rejects.toHaveProperty('cause.name', code);
    world.network.faults = [];
    expect(await confirm({ joinedAt: now })).toBe('OrganizationAccountAccessRole');
  });

  it('of AssumeRole is followed by the next access role', async () => {
    const { confirm } = await open({
      account: { accessRoles: [...accessRoles] },
      faults: [{ ...refusing('sts:AssumeRole$', code), times: 1 }],
    });
    expect(await confirm({ joinedAt: longAgo })).toBe('AWSControlTowerExecution');
  });
});

describe('an account that refuses for good is AccessDeniedError', () => {
  it('when it joined long ago', async () => {
    const { assume } = await open({ account: { accessRoles: [] } });
    const attempt = assume({ joinedAt: longAgo });
    await expect(attempt).rejects.toThrow(AccessDeniedError);
    await expect(attempt).rejects.toThrow(
      'make sure that one of these roles exists there and trusts the management account',
    );
  });

  it.each([
    ['suspended', { state: 'SUSPENDED' as const }],
    ['closed', { state: 'CLOSED' as const }],
  ])('when it is %s', async (_, special) => {
    const { assume } = await open({ account: special });
    await expect(assume({ joinedAt: longAgo })).rejects.toThrow(AccessDeniedError);
  });

  it('when a policy of the organization denies it, however new it is', async () => {
    const deny = {
      Statement: [{ Effect: 'Deny' as const, Principal: '*' as const, Action: 'sts:*', Resource: '*' }],
    };
    const { assume } = await open({ switches: { aws: { resourceControlPolicies: [deny] } } });
    const attempt = assume({ joinedAt: now });
    await expect(attempt).rejects.toThrow(AccessDeniedError);
    await expect(attempt).rejects.toThrow(
      /explicit deny in a resource control policy.*remove the Deny statement/,
    );
  });
});

describe('when STS gives a session in another account', () => {
  it('it is WrongAccountError before anything is done there', async () => {
    const other = '777788889999';
    const { world, assume, confirm } = await open({ switches: { aws: { assumeRoleAnswersFor: other } } });
    world.aws.createAccount({ id: other });
    await expect(assume()).rejects.toThrow(WrongAccountError);
    await expect(confirm()).rejects.toThrow(/account 444455556666.*assumed-role.*nothing was written/);
    expect(world.network.calls.every(({ name }) => name === 'sts:AssumeRole')).toBe(true);
  });

  it('or does not answer in which, it is WrongAccountError', async () => {
    const body = '<AssumeRoleResponse><AssumeRoleResult></AssumeRoleResult></AssumeRoleResponse>';
    const answer = { status: 200, headers: { 'content-type': 'text/xml' }, body };
    const { confirm } = await open({ faults: [{ to: 'aws', call: 'sts:AssumeRole$', answer }] });
    const attempt = confirm();
    await expect(attempt).rejects.toThrow(WrongAccountError);
    await expect(attempt).rejects.toThrow('the session that STS gave is of nobody; nothing was written');
  });
});

describe('an STS that does not answer is AwsUnavailableError', () => {
  it('when AssumeRole is cut', async () => {
    const answer = { cut: 'connection' as const };
    const { confirm } = await open({ faults: [{ to: 'aws', call: 'sts:AssumeRole$', answer }] });
    const attempt = confirm({ joinedAt: now });
    await expect(attempt).rejects.toThrow(AwsUnavailableError);
    await expect(attempt).rejects.toThrow('account 444455556666 (Sandbox)');
  });

  it('when it throttles, and the other access role is not tried', async () => {
    const body =
      '<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>';
    const { world, assume } = await open({
      faults: [
        {
          to: 'aws',
          call: 'sts:AssumeRole',
          answer: { status: 400, headers: { 'content-type': 'text/xml' }, body },
        },
      ],
    });
    await expect(assume()).rejects.toThrow(AwsUnavailableError);
    expect(world.network.calls).toHaveLength(1);
  });
});
