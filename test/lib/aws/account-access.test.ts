import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { accountAccess } from '../../../lib/aws/account-access.ts';
import {
  AccessDeniedError,
  AccountNotReadyError,
  AwsRejectedError,
  AwsUnavailableError,
  WrongAccountError,
} from '../../../lib/errors.ts';
import { ACCOUNT, type SceneOptions, scene } from '../../scene.ts';
import { account, allowing } from '../role-builder.ts';

const accessRoles = ['OrganizationAccountAccessRole', 'AWSControlTowerExecution'];
const now = new Date().toISOString();
const longAgo = '2020-01-01T00:00:00.000Z';

/** A scene, and the ways into its account. */
async function open(options: SceneOptions = {}) {
  const { world } = await scene(options);
  const access = accountAccess({ maxAttempts: 1 });
  const enter = (overrides: Partial<typeof account> = {}, execution = 'run-1') =>
    access.enter({ ...account, ...overrides }, { accessRoles, execution, policy: allowing('iam:GetRole') });
  const confirm = (overrides: Partial<typeof account> = {}) =>
    access.confirm({ ...account, ...overrides }, { accessRoles, execution: 'run-1' });
  return { world, enter, confirm };
}

describe('the access roles are tried in order', () => {
  it('the first that lets us in is used', async () => {
    const { world, enter } = await open({ account: { accessRoles: [...accessRoles] } });
    expect((await enter()).accessRole).toBe('OrganizationAccountAccessRole');
    expect(world.network.calls.filter(({ name }) => name === 'sts:AssumeRole')).toHaveLength(1);
  });

  it('the second, where an account has not the first', async () => {
    const { enter, confirm } = await open({ account: { accessRoles: ['AWSControlTowerExecution'] } });
    expect((await enter()).accessRole).toBe('AWSControlTowerExecution');
    expect(await confirm()).toBe('AWSControlTowerExecution');
  });

  it('an account of the GovCloud partition is entered there', async () => {
    const { confirm } = await open({ partition: 'aws-us-gov' });
    expect(await confirm({ partition: 'aws-us-gov' })).toBe('OrganizationAccountAccessRole');
  });
});

describe('a session', () => {
  const identity = async (enter: Awaited<ReturnType<typeof open>>['enter'], execution: string) => {
    const { credentials } = await enter({}, execution);
    return new STSClient({ credentials }).send(new GetCallerIdentityCommand({}));
  };

  it.each([
    ['the name of the execution', 'run-1', 'run-1'],
    ['a name that STS accepts', '2f6f8a4e:ä b', '2f6f8a4e---b'],
    ['a name of 64 characters at most', 'x'.repeat(80), 'x'.repeat(64)],
    ['a name of 2 characters at least', 'x', 'x-'],
  ])("bears %s, for the member account's CloudTrail", async (_, execution, session) => {
    const { enter } = await open();
    expect(await identity(enter, execution)).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/OrganizationAccountAccessRole/${session}`,
    });
  });

  it('lasts as short as STS allows, and may do what was asked for', async () => {
    const { world, enter } = await open();
    const { credentials } = await enter();
    const session = world.aws.state.accessKeys.get(credentials.accessKeyId)?.session;
    expect(session?.policies).toMatchObject([allowing('iam:GetRole')]);
    expect((session?.expiration.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(900_000);
  });
});

describe('a young account that refuses is not ready yet', () => {
  it.each(['AccessDenied', 'RegionDisabledException'] as const)('with %s', async (accountNotReadyAs) => {
    const { enter, confirm } = await open({
      switches: { aws: { accountNotReadySeconds: 1e6, accountNotReadyAs } },
    });
    const attempt = enter({ joinedAt: now });
    await expect(attempt).rejects.toThrow(AccountNotReadyError);
    await expect(attempt).rejects.toThrow(
      /assume OrganizationAccountAccessRole or AWSControlTowerExecution in account 444455556666 \(Sandbox\)/,
    );
    await expect(attempt).rejects.toThrow(accountNotReadyAs);
    await expect(confirm({ joinedAt: now })).rejects.toThrow(AccountNotReadyError);
  });

  it('and so is one of which nobody knows when it joined', async () => {
    const { enter } = await open({ account: { accessRoles: [] } });
    await expect(enter()).rejects.toThrow(AccountNotReadyError);
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
  it.each([
    ['at the door', 'sts:AssumeRole$'],
    ['from inside', 'sts:GetCallerIdentity$'],
  ])('%s passes while the account is young', async (_, call) => {
    const { world, confirm } = await open({ faults: [refusing(call, code)] });
    const attempt = confirm({ joinedAt: now });
    await expect(attempt).rejects.toThrow(AccountNotReadyError);
    await expect(attempt).rejects.toThrow(`account 444455556666 (Sandbox): ${code}`);
    await expect(attempt).rejects.toHaveProperty('cause.name', code);
    world.network.faults = [];
    expect(await confirm({ joinedAt: now })).toBe('OrganizationAccountAccessRole');
  });

  it('at the door lets the next access role have its turn', async () => {
    const { confirm } = await open({
      account: { accessRoles: [...accessRoles] },
      faults: [{ ...refusing('sts:AssumeRole$', code), times: 1 }],
    });
    expect(await confirm({ joinedAt: longAgo })).toBe('AWSControlTowerExecution');
  });

  it('from inside an old account does not pass', async () => {
    const { confirm } = await open({ faults: [refusing('sts:GetCallerIdentity$', code)] });
    const attempt = confirm({ joinedAt: longAgo });
    await expect(attempt).rejects.not.toThrow(AccountNotReadyError);
    await expect(attempt).rejects.toThrow(code === 'AccessDenied' ? AccessDeniedError : AwsRejectedError);
  });
});

it('an explicit deny from inside does not pass, however young the account is', async () => {
  const said =
    'not authorized to perform: sts:GetCallerIdentity with an explicit deny in a service control policy';
  const { confirm } = await open({ faults: [refusing('sts:GetCallerIdentity$', 'AccessDenied', said)] });
  await expect(confirm({ joinedAt: now })).rejects.toThrow(AccessDeniedError);
});

describe('an account that refuses for good is AccessDeniedError', () => {
  it('when it joined long ago', async () => {
    const { enter } = await open({ account: { accessRoles: [] } });
    const attempt = enter({ joinedAt: longAgo });
    await expect(attempt).rejects.toThrow(AccessDeniedError);
    await expect(attempt).rejects.toThrow('create one of these roles there, trusting the management account');
  });

  it.each([
    ['suspended', { state: 'SUSPENDED' as const }],
    ['closed', { state: 'CLOSED' as const }],
  ])('when it is %s', async (_, special) => {
    const { enter } = await open({ account: special });
    await expect(enter({ joinedAt: longAgo })).rejects.toThrow(AccessDeniedError);
  });

  it('when a policy of the organization denies it, however young it is', async () => {
    const deny = {
      Statement: [{ Effect: 'Deny' as const, Principal: '*' as const, Action: 'sts:*', Resource: '*' }],
    };
    const { enter } = await open({ switches: { aws: { resourceControlPolicies: [deny] } } });
    const attempt = enter({ joinedAt: now });
    await expect(attempt).rejects.toThrow(AccessDeniedError);
    await expect(attempt).rejects.toThrow(/explicit deny in a resource control policy.*take the deny off/);
  });
});

describe('when STS lets us into another account', () => {
  it('it is WrongAccountError before anything is done there', async () => {
    const other = '777788889999';
    const { world, enter, confirm } = await open({ switches: { aws: { assumeRoleAnswersFor: other } } });
    world.aws.createAccount({ id: other });
    await expect(enter()).rejects.toThrow(WrongAccountError);
    await expect(confirm()).rejects.toThrow(/account 444455556666.*assumed-role.*nothing was written/);
    expect(world.network.calls.every(({ name }) => name === 'sts:AssumeRole')).toBe(true);
  });

  it.each(['AssumeRole', 'GetCallerIdentity'])(
    'or does not say with %s into which, it is WrongAccountError',
    async (call) => {
      const body = `<${call}Response><${call}Result></${call}Result></${call}Response>`;
      const answer = { status: 200, headers: { 'content-type': 'text/xml' }, body };
      const { confirm } = await open({ faults: [{ to: 'aws', call: `sts:${call}$`, answer }] });
      const attempt = confirm();
      await expect(attempt).rejects.toThrow(WrongAccountError);
      await expect(attempt).rejects.toThrow('STS let us in as nobody; nothing was written');
    },
  );
});

describe('an STS that does not answer is AwsUnavailableError', () => {
  it.each([
    ['when AssumeRole is cut', 'sts:AssumeRole$'],
    ['when the call from inside is cut', 'sts:GetCallerIdentity$'],
  ])('%s', async (_, call) => {
    const { confirm } = await open({ faults: [{ to: 'aws', call, answer: { cut: 'connection' } }] });
    const attempt = confirm({ joinedAt: now });
    await expect(attempt).rejects.toThrow(AwsUnavailableError);
    await expect(attempt).rejects.toThrow('account 444455556666 (Sandbox)');
  });

  it('when it throttles, and the other access role is not tried', async () => {
    const body =
      '<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>';
    const { world, enter } = await open({
      faults: [
        {
          to: 'aws',
          call: 'sts:AssumeRole',
          answer: { status: 400, headers: { 'content-type': 'text/xml' }, body },
        },
      ],
    });
    await expect(enter()).rejects.toThrow(AwsUnavailableError);
    expect(world.network.calls).toHaveLength(1);
  });
});
