import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { awsFault } from '../../emulators/aws/fault.ts';
import { holdings } from '../holdings.ts';
import { administrator } from '../lib/aws/member.ts';
import { trusting } from '../lib/role-builder.ts';
import { ACCOUNT, scene } from '../scene.ts';

const down = (to: string) => ({
  to,
  answer: { status: 503, headers: {}, body: 'be back soon' },
});

const audit = (logs: { message: string }[]) => logs.filter(({ message }) => message === 'audit');

describe('a vendor that fails', () => {
  it.each([
    { failing: 'cloudcraft', other: 'crowdstrike' },
    { failing: 'crowdstrike', other: 'cloudcraft' },
  ] as const)(
    '$failing leaves $other registered, and a second run registers it',
    async ({ failing, other }) => {
      const { world, enroll } = await scene({ faults: [down(failing)] });
      const first = await enroll();
      expect(first).toMatchObject({ status: 'FAILED', error: 'EnrollmentIncompleteError' });
      for (const word of [failing, ACCOUNT, 'PrepareRegistration', 'VendorUnavailableError', 'be back soon'])
        expect(first.cause).toContain(word);
      expect(first.cause).toMatch(/^Tried to enroll /); // and is no JSON of Lambda's, with a stack trace
      expect(first.cause?.match(/Next:|tries again/g)).toEqual(['Next:']);
      expect(holdings(world)).toMatchObject({ [failing]: [], [other]: [{}] });
      const untouched = holdings(world)[other];

      world.network.faults = [];
      await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
      expect(holdings(world)).toMatchObject({ [failing]: [{}], [other]: untouched });
    },
  );

  it('is tried again until it is well', async () => {
    const { world, enroll } = await scene({ faults: [{ ...down('crowdstrike'), times: 4 }] });
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world).crowdstrike).toHaveLength(1);
  });

  it('has an audit line with the state, the error and its message, at level ERROR', async () => {
    const { enroll } = await scene({
      faults: [{ to: 'cloudcraft', call: 'POST', answer: { status: 401, headers: {}, body: 'who are you' } }],
    });
    expect(audit((await enroll()).logs)).toMatchObject([
      {
        vendor: 'cloudcraft',
        outcome: 'failed',
        state: 'RegisterAccount',
        error: 'VendorRejectedError',
        level: 'ERROR',
      },
      { vendor: 'crowdstrike', outcome: 'enrolled', level: 'INFO' },
    ]);
  });
});

it('a foreign role fails its vendor, and is adopted by the input that the error names', async () => {
  const { world, enroll } = await scene();
  const trust = trusting({ trustedPrincipal: 'arn:aws:iam::111111111111:root' });
  const foreign = { RoleName: 'cloudcraft', AssumeRolePolicyDocument: JSON.stringify(trust) };
  await administrator(world).send(new CreateRoleCommand(foreign));
  const { cause = '' } = await enroll();
  const input = `{"accountId":"${ACCOUNT}","vendors":["cloudcraft"],"adopt":true}`;
  expect(cause).toContain(`; then start the state machine again with ${input}.`);
  await expect(enroll(JSON.parse(input))).resolves.toMatchObject({ status: 'SUCCEEDED' });
  expect(holdings(world)).toMatchObject({ cloudcraft: [{}], crowdstrike: [{}] });
});

describe('an account that is not ready', () => {
  it.each(['AccessDenied', 'RegionDisabledException'] as const)(
    'is enrolled as soon as it no longer answers %s',
    async (accountNotReadyAs) => {
      const { world, enroll } = await scene({
        switches: { aws: { accountNotReadySeconds: 1200, accountNotReadyAs } },
      });
      const { status, events } = await enroll();
      expect(status).toBe('SUCCEEDED');
      expect(events.filter(({ type }) => type === 'StateRetried').length).toBeGreaterThan(5);
      expect(holdings(world)).toMatchObject({ cloudcraft: [{}], crowdstrike: [{}] });
    },
  );

  it('is given up after half an hour: the execution fails, with an audit line a vendor', async () => {
    const { world, enroll } = await scene({ switches: { aws: { accountNotReadySeconds: 1e6 } } });
    const { status, error, cause, logs } = await enroll();
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'EnrollmentIncompleteError' });
    expect(cause).toContain('AccountNotReadyError');
    expect(audit(logs)).toMatchObject([
      { vendor: 'cloudcraft', outcome: 'failed', state: 'ConfirmAccess', error: 'AccountNotReadyError' },
      { vendor: 'crowdstrike', outcome: 'failed', state: 'ConfirmAccess', error: 'AccountNotReadyError' },
    ]);
    expect(holdings(world)).toMatchObject({ roles: [], cloudcraft: [], crowdstrike: [] });
  });

  it('is not waited for when a service control policy denies AssumeRole', async () => {
    const deny = {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Deny' as const, Action: '*', Resource: '*' }],
    };
    const { enroll } = await scene({ switches: { aws: { serviceControlPolicies: [deny] } } });
    const { cause, events } = await enroll();
    expect(cause).toContain('AccessDeniedError');
    expect(events.filter(({ type }) => type === 'StateRetried')).toEqual([]);
  });
});

describe('a role that takes time', () => {
  it('to be assumable is waited for by Cloudcraft, and does not hold up CrowdStrike', async () => {
    const { world, enroll } = await scene({ switches: { aws: { roleNotAssumableSeconds: 120 } } });
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(holdings(world)).toMatchObject({ cloudcraft: [{}], crowdstrike: [{}] });
  });

  it('and never gets assumable leaves Cloudcraft failed, and CrowdStrike enrolled', async () => {
    const { world, enroll } = await scene({ switches: { aws: { roleNotAssumableSeconds: 1e6 } } });
    const { cause } = await enroll();
    expect(cause).toContain('cloudcraft failed at RegisterAccount with RoleNotAssumableYetError');
    expect(holdings(world)).toMatchObject({ cloudcraft: [], crowdstrike: [{}] });
  });

  it('to be readable is created once and repaired to the end', async () => {
    const { world, enroll } = await scene({
      switches: { aws: { roleNotReadableSeconds: 30, attachmentNotListedSeconds: 30 } },
      faults: [
        {
          to: 'aws',
          call: 'iam:AttachRolePolicy',
          times: 1,
          answer: awsFault('iam:AttachRolePolicy', 'ServiceFailure'),
        },
      ],
    });
    await expect(enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    const attached = holdings(world).roles.flatMap((role) => role.attached);
    expect(attached).toEqual([expect.stringContaining('ReadOnlyAccess')]);
  });
});

it('twenty accounts at once come to Cloudcraft in turns, each registered once', async () => {
  const { world, engine } = await scene();
  const accounts = Array.from({ length: 20 }, () => world.aws.createAccount({ name: 'Storm' }).id);
  const ended = await Promise.all(
    accounts.map((accountId) => engine.run('enroll-account', { accountId, vendors: ['cloudcraft'] })),
  );
  expect(ended.map(({ status }) => status)).toEqual(accounts.map(() => 'SUCCEEDED'));
  const waited = ended.filter(({ events }) =>
    events.some((event) => 'state' in event && event.state.name === 'WaitForTurn'),
  );
  expect(waited.length).toBeGreaterThan(8);
  expect(
    world.cloudcraft
      .holds()
      .map(({ accountId }) => accountId)
      .sort(),
  ).toEqual(accounts.sort());
});
