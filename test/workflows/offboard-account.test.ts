import { randomUUID } from 'node:crypto';
import {
  CloseAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import type { Json } from '../../emulators/engine/engine.ts';
import { Fault } from '../../emulators/network/fault.ts';
import { inside, statesOf, workflows } from '../configuration/workflows.ts';
import { holdings, NOTHING } from '../holdings.ts';
import { ACCOUNT, type Scene, sampleEvent, scene } from '../scene.ts';

const families = ['d4c', 'cloud-security'] as const;
const DENY = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Deny' as const, Action: '*', Resource: '*' }],
};

const offboard = ({ engine }: Scene, input: Json = { accountId: ACCOUNT }) =>
  engine.run('offboard-account', input);

const audit = ({ logs }: { logs: { message: string }[] }) =>
  logs.filter(({ message }) => message === 'audit');

const close = () => new OrganizationsClient({}).send(new CloseAccountCommand({ AccountId: ACCOUNT }));
const remove = () =>
  new OrganizationsClient({}).send(new RemoveAccountFromOrganizationCommand({ AccountId: ACCOUNT }));

it.each(families)(
  'a closed account leaves no registration and no role, with the family %s',
  async (apiFamily) => {
    const here = await scene({ apiFamily });
    await here.enroll();
    await close();
    const ended = await offboard(here, sampleEvent('close-account'));
    expect(audit(ended)).toMatchObject([
      { vendor: 'cloudcraft', outcome: 'forgotten', role: { outcome: 'role-removed' } },
      { vendor: 'crowdstrike', outcome: 'forgotten', role: { outcome: 'role-removed' } },
    ]);
    expect(ended.status).toBe('SUCCEEDED');
    expect(holdings(here.world)).toEqual(NOTHING);
  },
);

it.each(families)(
  'an account that left leaves no registration, and a reported role, with the family %s',
  async (apiFamily) => {
    const here = await scene({ apiFamily });
    await here.enroll();
    await remove();
    const ended = await offboard(here, sampleEvent('remove-account-from-organization'));
    const left = { outcome: 'role-left-behind', reason: 'the account is not in the organization' };
    expect(audit(ended)).toMatchObject([
      { vendor: 'cloudcraft', outcome: 'forgotten', role: left },
      { vendor: 'crowdstrike', outcome: 'forgotten', role: left },
    ]);
    expect(ended.status).toBe('SUCCEEDED');
    expect(holdings(here.world)).toEqual(NOTHING);
    expect([...(here.world.aws.state.accounts.get(ACCOUNT)?.roles.keys() ?? [])]).toContain('cloudcraft');
  },
);

it('a dry run says what would be done, and no call that writes leaves it', async () => {
  const here = await scene();
  await here.enroll();
  const before = holdings(here.world);
  here.world.network.calls.length = 0;
  const ended = await offboard(here, { accountId: ACCOUNT, dryRun: true });
  const role = { outcome: 'role-removed', changes: [] };
  const lines = ended.logs.filter(({ message }) => message === 'dry run');
  expect(lines).toMatchObject([
    { dryRun: true, vendor: 'cloudcraft', outcome: 'forgotten', role },
    { dryRun: true, vendor: 'crowdstrike', outcome: 'forgotten', role },
  ]);
  expect(audit(ended)).toEqual([]); // the saved queries would take them for done
  expect(holdings(here.world)).toEqual(before);
  const writing = /^(iam:(?!Get|List)|(POST|PUT|PATCH|DELETE) (?!\/oauth2))/;
  expect(here.world.network.calls.filter(({ name }) => writing.test(name))).toEqual([]);
});

it('one vendor alone is offboarded, and the roles are kept, where an operator asks for that', async () => {
  const here = await scene();
  await here.enroll();
  const input = { accountId: ACCOUNT, vendors: ['cloudcraft'], keepRole: true };
  expect(audit(await offboard(here, input))).toMatchObject([
    { vendor: 'cloudcraft', role: { outcome: 'role-left-behind', reason: 'the operator keeps it' } },
  ]);
  expect(holdings(here.world)).toMatchObject({ roles: [{}, {}], cloudcraft: [], crowdstrike: [{}] });
});

it('a closing account that refuses the access roles has its roles reported, and is forgotten', async () => {
  const here = await scene();
  await here.enroll();
  here.world.switches.aws.serviceControlPolicies = [DENY];
  await close();
  const ended = await offboard(here, sampleEvent('close-account'));
  const left = { outcome: 'role-left-behind', reason: expect.stringContaining('explicit deny') };
  expect(audit(ended)).toMatchObject([
    { outcome: 'forgotten', role: left },
    { outcome: 'forgotten', role: left },
  ]);
  expect(holdings(here.world)).toMatchObject({ roles: [{}, {}], cloudcraft: [], crowdstrike: [] });
});

it('a role in an instance profile is left without policies and reported, as a dry run says before', async () => {
  const here = await scene();
  await here.enroll();
  const role = here.world.aws.state.accounts.get(ACCOUNT)?.roles.get('cloudcraft');
  Object.assign(role ?? {}, { isInInstanceProfile: true });
  const foreseen = await offboard(here, { accountId: ACCOUNT, dryRun: true });
  expect(role?.attached.size).toBe(1);
  const ended = await offboard(here);
  const left = { outcome: 'role-left-behind', reason: expect.stringContaining('an instance profile; it') };
  const lines = [
    { outcome: 'forgotten', role: left },
    { outcome: 'forgotten', role: { outcome: 'role-removed' } },
  ];
  expect(foreseen.logs.filter(({ message }) => message === 'dry run')).toMatchObject(lines);
  expect(audit(ended)).toMatchObject(lines);
  expect(ended.status).toBe('SUCCEEDED');
  expect(role?.attached.size).toBe(0);
  expect(holdings(here.world)).toMatchObject({ roles: [{}], cloudcraft: [], crowdstrike: [] });
});

describe('a step that fails', () => {
  it.each(['findRegistrations', 'deregisterAccount', 'removeRole'])(
    'with an output that is too large, of %s, is in the audit, and leaves the other vendor forgotten',
    async (key) => {
      const here = await scene();
      await here.enroll();
      const error = 'States.DataLimitExceeded';
      const from = { function: key, vendor: 'cloudcraft' };
      here.engine.lambda.faults = [{ from, effect: 'taken', error }];
      const ended = await offboard(here);
      expect(ended).toMatchObject({ status: 'FAILED', error: 'OffboardingIncompleteError' });
      expect(audit(ended)).toMatchObject([
        { vendor: 'cloudcraft', outcome: 'failed', error },
        { vendor: 'crowdstrike', outcome: 'forgotten', role: { outcome: 'role-removed' } },
      ]);
    },
  );

  it.each([
    ['findRegistrations', 'FindRegistrations', 'VendorUnavailableError', { to: 'cloudcraft' }],
    ['deregisterAccount', 'DeregisterAccount', 'VendorUnavailableError', { to: 'cloudcraft' }],
    ['removeRole', 'RemoveRole', 'AwsUnavailableError', { to: 'aws', call: '^iam:DeleteRole$' }],
  ])(
    '%s fails the execution, leaves the other vendor forgotten, and is completed by its own input',
    async (key, state, error, of) => {
      const answer = { status: 503, headers: {}, body: 'be back soon' };
      const from = { function: key, vendor: 'cloudcraft' };
      const here = await scene();
      await here.enroll();
      here.world.network.faults = [v.parse(Fault, { ...of, from, answer })];
      const ended = await offboard(here);
      expect({ status: ended.status, error: ended.error }).toEqual({
        status: 'FAILED',
        error: 'OffboardingIncompleteError',
      });
      expect(audit(ended)).toMatchObject([
        { vendor: 'cloudcraft', outcome: 'failed', state, error, level: 'ERROR' },
        { vendor: 'crowdstrike', outcome: 'forgotten', level: 'INFO' },
      ]);
      expect(holdings(here.world)).toMatchObject({
        roles: [{ arn: `arn:aws:iam::${ACCOUNT}:role/cloudcraft` }],
        crowdstrike: [],
      });
      here.world.network.faults = [];
      const [, input = ''] = /again with (\{.*\})\.$/.exec(ended.cause ?? '') ?? [];
      expect(JSON.parse(input)).toEqual({ accountId: ACCOUNT, vendors: ['cloudcraft'] });
      await expect(offboard(here, JSON.parse(input))).resolves.toMatchObject({ status: 'SUCCEEDED' });
      expect(holdings(here.world)).toEqual(NOTHING);
    },
  );
});

it('a role stays that somebody else came to use while Cloudcraft could not be reached', async () => {
  const here = await scene();
  await here.enroll();
  const { accounts } = here.world.cloudcraft.state;
  const [ours] = accounts;
  if (ours === undefined) throw new Error('nothing was enrolled');
  const theirs = { ...ours, id: randomUUID(), externalId: randomUUID() };
  const of = { to: 'cloudcraft', from: { function: 'deregisterAccount' } };
  here.world.network.faults = [v.parse(Fault, { ...of, times: 2, answer: { status: 503 } })];
  const input = { accountId: ACCOUNT, vendors: ['cloudcraft'] };
  const ended = await here.engine.run('offboard-account', input, {
    onEvent({ type }) {
      if (type === 'StateRetried' && !accounts.includes(theirs)) accounts.push(theirs);
    },
  });
  const reason = "somebody else's registration uses it";
  expect(audit(ended)).toMatchObject([
    { outcome: 'forgotten', role: { outcome: 'role-left-behind', reason } },
  ]);
  expect(here.world.cloudcraft.state.accounts).toEqual([theirs]);
});

const ofAnAccount = workflows.filter(({ name }) => name.endsWith('-account'));

it.each(ofAnAccount)('$name takes runs that are too large together to its conclusion', ({ machine }) => {
  const maps = statesOf(machine).filter(([, state]) => inside(state).length > 0);
  const caught = maps.flatMap(([, state]) => state.Catch.flatMap(({ ErrorEquals }) => ErrorEquals));
  expect(caught.filter((name) => name === 'States.DataLimitExceeded')).toHaveLength(maps.length);
});

it('an account in GovCloud is offboarded, too', async () => {
  const here = await scene({ partition: 'aws-us-gov' });
  await here.enroll();
  await expect(offboard(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
  expect(holdings(here.world)).toEqual(NOTHING);
});

it('no credential is in the workflow data or the logs', async () => {
  const here = await scene();
  await here.enroll();
  const { events, logs } = await offboard(here);
  const text = JSON.stringify({ events, logs });
  for (const secret of Object.values(here.world.secrets))
    for (const [field, value] of Object.entries(secret))
      if (field !== 'clientId') expect(text).not.toContain(value);
});
