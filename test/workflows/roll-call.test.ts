import * as v from 'valibot';
import { everything } from '../../emulators/aws/managed-policies.ts';
import type { Registration } from '../../emulators/crowdstrike/state.ts';
import type { Json } from '../../emulators/engine/engine.ts';
import { Fault } from '../../emulators/network/fault.ts';
import { byVendor } from '../by-vendor.ts';
import { holdings } from '../holdings.ts';
import { ACCOUNT, type Scene, type SceneOptions, scene } from '../scene.ts';
import { coverage, enrolledBy, statesIn } from './coverage.ts';
import { FILTERS, KINDS, organize } from './organization.ts';

const families = ['d4c', 'cloud-security'] as const;
const roles = { depth: 'roles' };
const MANAGEMENT = '111122223333';

/** Calls that change something of an account or of a vendor. */
const CHANGING = /^(iam:(?!Get|List)|(POST|PUT|PATCH|DELETE) (?!\/oauth2))/;
const changes = ({ world }: Scene) => world.network.calls.filter(({ name }) => CHANGING.test(name));

const rollCall = ({ engine }: Scene, input: Json = {}) => engine.run('roll-call', input);

const gapsIn = (states: string[]) =>
  [
    ...new Set(
      states.filter((state) => /: (missing|degraded|failed)$/.test(state)).map((row) => row.slice(0, 12)),
    ),
  ].sort();

/** What a report has to say of the accounts, before the roll call or after it. */
const expected = (made: Record<string, string[]>, when: 0 | 1) =>
  [
    ...Object.entries(made).flatMap(([kind, ids]) =>
      Object.entries(KINDS[kind]?.states ?? {}).flatMap(([vendor, states]) =>
        ids.map((id) => `${id} ${vendor}: ${states[when]}`),
      ),
    ),
    `${MANAGEMENT} cloudcraft: excluded`,
    `${MANAGEMENT} crowdstrike: excluded`,
  ].sort();

describe.each(families)("accounts in every state, CrowdStrike by its family '%s'", (apiFamily) => {
  it('a dry run predicts exactly what the real run enrolls, and another one enrolls what that could not', async () => {
    const here = await scene({ apiFamily, environment: { FILTERS: JSON.stringify(FILTERS) } });
    const made = await organize(here);
    here.world.network.calls.length = 0;
    const before = held(here);
    await expect(rollCall(here, { dryRun: true, ...roles })).resolves.toMatchObject({
      status: 'SUCCEEDED',
      output: { outcome: 'failed', accounts: { toCover: 12, covered: 3 } },
    });
    expect(changes(here)).toEqual([]);
    expect(held(here) === before).toBe(true);
    const plan = statesIn(coverage(here.world));
    expect(plan).toEqual(expected(made, 0));
    expect(enrolledBy(here.world)).toEqual([]);

    await aMinute();
    const { status, error, cause = '' } = await rollCall(here, roles);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'RollCallIncompleteError' });
    expect(enrolledBy(here.world).sort()).toEqual(gapsIn(plan));
    expect(cause).toMatch(/^Tried to .*83\.3 % of 12 accounts are covered; 2 accounts are not/);
    expect(cause).toContain('failed with cloudcraft at EnsureRole with AccessDeniedError');
    expect(statesIn(coverage(here.world))).toEqual(expected(made, 1));
    expect(JSON.stringify(holdings(here.world))).not.toContain(made['suspended']?.[0]);

    const denied = made['denied by a service control policy'] ?? [];
    for (const id of denied) unlock(here, id);
    here.world.aws.state.executions.clear();
    await aMinute();
    await expect(rollCall(here, { retryFailed: true })).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(enrolledBy(here.world).sort()).toEqual(denied);
    for (const id of denied) expect(rolesIn(here, id)).toEqual(['cloudcraft', 'crowdstrikecspmreader']);
    expect(coverage(here.world).accounts).toMatchObject({ toCover: 12, covered: 12, coveragePercent: 100 });

    here.world.network.calls.length = 0;
    await aMinute();
    await expect(rollCall(here, roles)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(changes(here)).toEqual([]);
  });
});

const down = { answer: { status: 503, headers: {}, body: 'be back soon' } };
const OTHER = '500000000001';

/** Two accounts that no vendor knows. */
async function two(options: SceneOptions = {}): Promise<Scene> {
  const here = await scene(options);
  here.world.aws.createAccount({ id: OTHER, name: 'Other' });
  return here;
}

describe('a vendor that fails', () => {
  it('in the middle of its list ends the roll call before anything is enrolled, and leaves the last report', async () => {
    const here = await two();
    register(here, 150);
    await rollCall(here, { dryRun: true });
    const last = coverage(here.world);
    await aMinute();
    here.world.network.faults = [v.parse(Fault, { to: 'crowdstrike', call: 'GET /cloud', skip: 1, ...down })];
    await expect(rollCall(here)).resolves.toMatchObject({
      status: 'FAILED',
      error: 'VendorUnavailableError',
    });
    expect(enrolledBy(here.world)).toEqual([]);
    expect(coverage(here.world)).toEqual(last);
  });

  it('between the list and the enrolling is reported with its state and error, and retried alone', async () => {
    const faults = [{ to: 'crowdstrike', from: { function: 'prepareRegistration' }, ...down }];
    const here = await two({ faults });
    await expect(rollCall(here)).resolves.toMatchObject({
      status: 'FAILED',
      error: 'RollCallIncompleteError',
    });
    const { rows } = coverage(here.world);
    expect(rows.filter(({ accountId }) => accountId === OTHER)).toMatchObject([
      { vendor: 'cloudcraft', state: 'covered' },
      {
        ...{ vendor: 'crowdstrike', state: 'failed' },
        failure: {
          state: 'PrepareRegistration',
          error: 'VendorUnavailableError',
          cause: expect.stringContaining('be back'),
        },
      },
    ]);

    here.world.network.faults = [];
    here.world.aws.createAccount({ id: '500000000002', name: 'Later' });
    await aMinute();
    here.world.network.calls.length = 0;
    await expect(rollCall(here, { retryFailed: true })).resolves.toMatchObject({
      error: 'RollCallIncompleteError',
    });
    expect(changes(here).some(({ to }) => to === 'cloudcraft')).toBe(false);
    expect(statesIn(coverage(here.world)).filter((state) => state.endsWith('missing'))).toEqual([
      '500000000002 cloudcraft: missing',
      '500000000002 crowdstrike: missing',
    ]);
  });

  it('at the end is named, and the report says what the executions left', async () => {
    const faults = [{ to: 'cloudcraft', from: { function: 'recheckRegistrations' }, ...down }];
    const here = await two({ faults });
    const { error, cause } = await rollCall(here);
    expect(error).toBe('RollCallIncompleteError');
    expect(cause).toContain('VendorUnavailableError');
    expect(coverage(here.world).accounts).toMatchObject({ toCover: 2, covered: 2 });
    expect(coverage(here.world).rows[2]).toMatchObject({
      ...{ state: 'covered', registration: { standing: 'ours', status: 'added' } },
    });
  });

  it('whose list shrank by more than a fifth stops the roll call, until an operator accepts it', async () => {
    const here = await two();
    register(here, 20);
    await rollCall(here);
    here.world.crowdstrike.state.registrations.length = 15;
    await aMinute();
    await expect(rollCall(here)).resolves.toMatchObject({ status: 'FAILED', error: 'ListShrankError' });
    await expect(rollCall(here, { acceptChange: true })).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(coverage(here.world).accounts).toMatchObject({ covered: 2, coveragePercent: 100 });
  });
});

describe('a roll call of a part', () => {
  it.each([
    {
      of: 'one account',
      input: { include: [{ type: 'accounts', target_value: [OTHER] }] },
      covered: { cloudcraft: [OTHER], crowdstrike: [OTHER] },
    },
    {
      of: 'one vendor',
      input: { vendors: ['cloudcraft'] },
      covered: { cloudcraft: [ACCOUNT, OTHER], crowdstrike: [] },
    },
  ])('$of enrolls that alone, and leaves the latest report as it was', async ({ input, covered }) => {
    const here = await two();
    await expect(rollCall(here, input)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(
      byVendor(here.world, (vendor) =>
        vendor
          .holds()
          .map(({ accountId }) => accountId)
          .sort(),
      ),
    ).toMatchObject(covered);
    const reports = [...here.world.aws.state.objects.keys()].filter((key) =>
      key.startsWith('Reports/coverage/'),
    );
    expect(
      reports.map((key) =>
        key
          .split('/')
          .at(-1)
          ?.replace(/^\w+T\d+/, '<id>'),
      ),
    ).toEqual(['unsettled.json', '<id>.json', '<id>.csv', '<id>.html', 'history.json']);
  });
});

it('an input with a field that does not exist is refused before anything is asked', async () => {
  const here = await two();
  const { error, cause } = await rollCall(here, { dryrun: true });
  expect(error).toBe('InvalidInputError');
  expect(cause).toMatch(/^Tried to .*dryrun/);
  expect(here.world.network.calls).toEqual([]);
});

const rolesIn = ({ world }: Scene, id: string) =>
  [...(world.aws.state.accounts.get(id)?.roles.keys() ?? [])].filter((name) => name.startsWith('c')).sort();

/** What everybody holds, but for what CrowdStrike finds out by itself when it is asked. */
const held = ({ world }: Scene) => JSON.stringify(holdings(world)).replaceAll(/"operational":\w+/g, '');

/** The next roll call has another id. */
const aMinute = () => new Promise((later) => setTimeout(later, 60_000));

/** Has CrowdStrike list so many accounts of nobody. */
function register({ world }: Scene, count: number): void {
  const { registrations } = world.crowdstrike.state;
  for (let number = 0; number < count; number += 1) registrations.push(registration(number));
}

const registration = (number: number): Registration => ({
  ...{
    family: 'd4c',
    id: 9000 + number,
    accountId: String(600000000000 + number),
    accountType: 'commercial',
  },
  ...{
    organizationId: undefined,
    isMaster: false,
    customRoleName: true,
    externalId: 'of-somebody',
    products: [],
  },
  iamRoleArn: `arn:aws:iam::${600000000000 + number}:role/CrowdStrikeCSPMReader`,
  ...{ operational: true, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' },
});

function unlock({ world }: Scene, id: string): void {
  const membership = world.aws.state.accounts.get(id)?.membership;
  if (membership !== undefined) membership.serviceControlPolicies = [everything];
}
