import fc from 'fast-check';
import type { Role } from '../../emulators/aws/state.ts';
import type { Execution, Json } from '../../emulators/engine/engine.ts';
import type { World } from '../../emulators/world.ts';
import { ACCOUNT, type Scene, type SceneOptions, sampleEvent, scene } from '../scene.ts';
import { coverage } from '../workflows/coverage.ts';
import { holdingsOf } from './account-holdings.ts';
import { holds } from './property.ts';
import { tally } from './tally.ts';
import { unlimited } from './trial.ts';

const { count, isStated } = tally('departures', ['races', 'organizations', 'accounts']);

const ENABLED = { OFFBOARDING: 'ENABLED' };
const STATES = ['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'left'] as const;
const REGISTRATIONS = ['ours', 'none', 'another role', 'foreign'] as const;
const ROLES = ['ours', 'none', 'without tags', 'with a policy of somebody else'] as const;

const anyAccount = fc.record({
  state: fc.constantFrom(...STATES),
  cloudcraft: fc.constantFrom(...REGISTRATIONS),
  crowdstrike: fc.constantFrom(...REGISTRATIONS),
  role: fc.constantFrom(...ROLES),
  deniesAccess: fc.boolean(),
});
type Generated = (typeof anyAccount extends fc.Arbitrary<infer A> ? A : never) & { id: string };

const open = (options: SceneOptions = {}) =>
  scene({ ...unlimited, account: { accessRoles: ['OrganizationAccountAccessRole'] }, ...options });

const aMinute = () => new Promise((later) => setTimeout(later, 60_000));

/** Brings an account that was enrolled into the state that was generated. */
function change({ aws, cloudcraft, crowdstrike }: World, { id, ...made }: Generated): void {
  const account = aws.state.accounts.get(id);
  const byHand = `arn:aws:iam::${id}:role/by-hand`;
  const entries = cloudcraft.state.accounts.filter(({ roleArn }) => roleArn.includes(id));
  const registrations = crowdstrike.state.registrations.filter(({ accountId }) => accountId === id);
  if (made.cloudcraft === 'none')
    cloudcraft.state.accounts = cloudcraft.state.accounts.filter((each) => !entries.includes(each));
  if (made.crowdstrike === 'none')
    crowdstrike.state.registrations = crowdstrike.state.registrations.filter(
      (each) => !registrations.includes(each),
    );
  for (const entry of entries) {
    if (made.cloudcraft === 'another role') entry.roleArn = byHand;
    if (made.cloudcraft === 'foreign') entry.externalId = `of-another-user-${id}`;
  }
  for (const registration of registrations) {
    if (made.crowdstrike === 'another role') registration.iamRoleArn = byHand;
    if (made.crowdstrike === 'foreign') registration.isMaster = true;
  }
  for (const name of ['cloudcraft', 'crowdstrikecspmreader']) {
    const role = account?.roles.get(name);
    if (made.role === 'none') account?.roles.delete(name);
    if (made.role === 'without tags') role?.tags.clear();
    if (made.role === 'with a policy of somebody else')
      role?.attached.set('arn:aws:iam::aws:policy/job-function/Billing', new Date());
  }
  if (account?.membership === undefined) return;
  if (made.deniesAccess)
    account.membership.serviceControlPolicies = [
      { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] },
    ];
  if (made.state === 'left') delete account.membership;
  else account.membership.state = made.state;
}

const isOurs = (role: Role | undefined) => role?.tags.get('managed-by') === 'rollcall';

/** What must survive: everything that is not ours, and everything of accounts that are active. */
const kept = ({ aws, cloudcraft, crowdstrike }: World, accounts: Generated[]) =>
  accounts.map(({ id, ...made }) => {
    const roles = [...(aws.state.accounts.get(id)?.roles.values() ?? [])];
    const isKept = (registration: string) => made.state === 'ACTIVE' || registration !== 'ours';
    const isInUse = (name: string) => made[name === 'cloudcraft' ? name : 'crowdstrike'] === 'foreign';
    const foreign = (role: Role) =>
      made.state === 'ACTIVE' ||
      !isOurs(role) ||
      isInUse(role.name) ||
      made.role === 'with a policy of somebody else';
    return {
      id,
      cloudcraft: isKept(made.cloudcraft)
        ? cloudcraft.state.accounts
            .filter(({ roleArn }) => roleArn.includes(id))
            .map((entry) => ({ ...entry }))
        : [],
      crowdstrike: isKept(made.crowdstrike)
        ? crowdstrike.state.registrations.filter(({ accountId }) => accountId === id).map((each) => each.id)
        : [],
      roles: roles.filter(foreign).map(({ arn, tags, attached, inline }) => ({
        arn,
        tags: [...tags],
        attached: [...attached.keys()],
        inline: [...inline.keys()],
      })),
    };
  });

holds(
  'whatever an organization is like, an offboarding deletes nothing that is not ours, and everything that is, or reports it',
  30,
  fc.asyncProperty(fc.array(anyAccount, { minLength: 1, maxLength: 6 }), async (generated) => {
    const { world, engine } = await open();
    const accounts = generated.map((made) => ({ ...made, id: world.aws.createAccount({ name: 'Any' }).id }));
    for (const { id } of accounts) await engine.run('enroll-account', { accountId: id });
    for (const made of accounts) change(world, made);
    const before = kept(world, accounts);
    const ended: [Generated, Execution][] = [];
    for (const made of accounts) {
      const input = { accountId: made.id, onlyDeparted: true };
      ended.push([made, await engine.run('offboard-account', input)]);
    }
    expect(kept(world, accounts)).toEqual(before);
    for (const [made, { status, logs }] of ended) {
      const lines = logs.filter(({ message }) => message === 'audit');
      expect({ status, lines: lines.length }).toEqual({ status: 'SUCCEEDED', lines: 2 });
      if (made.state === 'ACTIVE') continue;
      expect(ownLeft(world, made)).toEqual([]);
      expect(rolesUnreported(world, made, lines)).toEqual([]);
    }
    await world.close();
    count('organizations');
    count('accounts', accounts.length);
  }),
);

/** Our registrations that are left. */
const ownLeft = ({ cloudcraft, crowdstrike }: World, { id, ...made }: Generated) => [
  ...(made.cloudcraft === 'ours'
    ? cloudcraft.state.accounts.filter(({ roleArn }) => roleArn.includes(id))
    : []),
  ...(made.crowdstrike === 'ours'
    ? crowdstrike.state.registrations.filter(({ accountId }) => accountId === id)
    : []),
];

/** Our roles that are left, and that no audit line has. */
function rolesUnreported({ aws }: World, { id }: Generated, lines: Record<string, unknown>[]): string[] {
  const named = { cloudcraft: 'cloudcraft', crowdstrike: 'crowdstrikecspmreader' };
  return Object.entries(named).flatMap(([vendor, name]) => {
    const isLeft = isOurs(aws.state.accounts.get(id)?.roles.get(name));
    const line = lines.find((each) => each['vendor'] === vendor);
    const { outcome, reason } = Object(line?.['role']);
    return isLeft && !(outcome === 'role-left-behind' && reason) ? [`${id} ${name}: ${outcome}`] : [];
  });
}

const member = ({ world }: Scene) => world.aws.state.accounts.get(ACCOUNT)?.membership;
const close = (here: Scene) => Object.assign(member(here) ?? {}, { state: 'PENDING_CLOSURE' });
const offboard = ({ engine }: Scene, input: Json = { accountId: ACCOUNT }) =>
  engine.run('offboard-account', input);
const event = (name: string) => ({ ...sampleEvent(name), time: new Date().toISOString() });

/** A race, and what the next roll call has to make of it: the account covered, or unknown to both vendors. */
const races: [
  race: string,
  run: (here: Scene) => Promise<unknown>,
  ends: 'covered' | 'gone',
  options?: SceneOptions,
][] = [
  [
    'an operator offboards an active account while it is being enrolled',
    (here) => Promise.all([here.enroll(), offboard(here)]),
    'covered',
  ],
  [
    'an operator offboards an active account while it is being repaired',
    async (here) => {
      await here.enroll();
      await Promise.all([here.enroll(), offboard(here)]);
    },
    'covered',
  ],
  [
    'an account is closed while it is being enrolled',
    (here) => {
      close(here);
      return Promise.all([here.enroll(), offboard(here, event('close-account'))]);
    },
    'gone',
  ],
  [
    'an account is closed before the enrollment of its creation could begin',
    async (here) => {
      const enrolling = here.enroll();
      await aMinute();
      close(here);
      const ended = await offboard(here, event('close-account'));
      expect(ended.status).toBe('SUCCEEDED');
      await enrolling;
    },
    'gone',
    { switches: { ...unlimited.switches, aws: { accountNotReadySeconds: 600 } } },
  ],
  [
    'two events of the same closure',
    async (here) => {
      await here.enroll();
      close(here);
      const both = ['close-account', 'close-account-result'].map((name) => offboard(here, event(name)));
      expect((await Promise.all(both)).map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    },
    'gone',
  ],
  [
    'Organizations shows the closure five minutes after its event',
    async (here) => {
      await here.enroll();
      const offboarding = offboard(here, event('close-account'));
      for (let minute = 0; minute < 5; minute += 1) await aMinute();
      close(here);
      expect((await offboarding).status).toBe('SUCCEEDED');
    },
    'gone',
  ],
  [
    'an account is closed, offboarded, reopened and enrolled, and an old event comes again',
    async (here) => {
      await here.enroll();
      close(here);
      await offboard(here, event('close-account'));
      Object.assign(member(here) ?? {}, { state: 'ACTIVE' });
      await here.enroll();
      const late = await offboard(here, sampleEvent('close-account'));
      expect(late.logs).toContainEqual(expect.objectContaining({ message: 'audit', outcome: 'skipped' }));
    },
    'covered',
  ],
  [
    'an account leaves, is offboarded, and is invited again with the roles that were left behind',
    async (here) => {
      await here.enroll();
      const account = here.world.aws.state.accounts.get(ACCOUNT);
      const { membership } = account ?? {};
      delete account?.membership;
      await offboard(here, event('remove-account-from-organization'));
      if (account !== undefined && membership !== undefined) account.membership = membership;
    },
    'covered',
  ],
];

it.each(races)(
  'the next roll call is right when %s, and the one after it does nothing',
  async (_, run, ends, options = {}) => {
    const here = await open({ ...options, environment: ENABLED });
    await run(here);
    await aMinute();
    await expect(here.engine.run('roll-call', {})).resolves.toMatchObject({ status: 'SUCCEEDED' });
    const { length } = [...here.world.aws.state.executions];
    await aMinute();
    await expect(here.engine.run('roll-call', {})).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect([...here.world.aws.state.executions]).toHaveLength(length + 1);
    const { cloudcraft, crowdstrike } = holdingsOf(here.world, ACCOUNT);
    expect([cloudcraft, crowdstrike]).toMatchObject(ends === 'covered' ? [[{}], [{}]] : [[], []]);
    const states = coverage(here.world).rows.filter(({ accountId }) => accountId === ACCOUNT);
    expect(states.map(({ state }) => state)).toEqual(
      ends === 'covered' ? ['covered', 'covered'] : ['inactive', 'inactive'],
    );
    count('races');
  },
);

it('an account that is enrolled, offboarded and enrolled again is as one that was enrolled once', async () => {
  const here = await open();
  await here.enroll();
  const once = holdingsOf(here.world, ACCOUNT);
  await offboard(here);
  expect(holdingsOf(here.world, ACCOUNT)).toEqual({ roles: [], cloudcraft: [], crowdstrike: [] });
  await here.enroll();
  expect(holdingsOf(here.world, ACCOUNT)).toEqual(once);
});

const { PROPERTY_FACTOR = '1' } = process.env;
if (PROPERTY_FACTOR === '1') isStated();
