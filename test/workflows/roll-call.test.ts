import { everything } from '../../emulators/aws/managed-policies.ts';
import type { Json } from '../../emulators/engine/engine.ts';
import { holdings } from '../holdings.ts';
import { ACCOUNT, type Scene, type SceneOptions, sampleEvent, scene } from '../scene.ts';
import { coverage, enrolledBy, statesIn } from './coverage.ts';
import { FILTERS, KINDS, organize } from './organization.ts';

const families = ['d4c', 'cloud-security'] as const;
const MANAGEMENT = '111122223333';

/** Calls that change something of an account or of a vendor, or that lead to it. */
const CHANGING = /^(sts:AssumeRole|iam:(?!Get|List)|(POST|PUT|PATCH|DELETE) (?!\/oauth2))/;
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

describe.each(families)("forty accounts in every state, CrowdStrike by its family '%s'", (apiFamily) => {
  let made: Record<string, string[]>;
  let here: Scene;

  beforeEach(async () => {
    here = await scene({ apiFamily, environment: { FILTERS: JSON.stringify(FILTERS) } });
    made = await organize(here);
    here.world.network.calls.length = 0;
  });

  it('a dry run changes nothing, and predicts exactly what the real run enrolls', async () => {
    const before = JSON.stringify(holdings(here.world));
    await expect(rollCall(here, { dryRun: true })).resolves.toMatchObject({
      status: 'SUCCEEDED',
      output: { outcome: 'failed', accounts: { toCover: 27, covered: 8 } },
    });
    expect(changes(here)).toEqual([]);
    expect(JSON.stringify(holdings(here.world))).toBe(before);
    const plan = statesIn(coverage(here.world));
    expect(plan).toEqual(expected(made, 0));
    expect(enrolledBy(here.world)).toEqual([]);

    await new Promise((later) => setTimeout(later, 60_000));
    await rollCall(here);
    expect(enrolledBy(here.world).sort()).toEqual(gapsIn(plan));
  });

  it('the real run enrolls what is missing, fails with what it could not, and another one with that alone', async () => {
    const { status, error, cause = '' } = await rollCall(here);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'RollCallIncompleteError' });
    expect(cause).toContain('88.8 % of 27 accounts are covered; 3 accounts are not');
    expect(cause).toContain('failed with cloudcraft at ConfirmAccess with AccessDeniedError');
    expect(statesIn(coverage(here.world))).toEqual(expected(made, 1));
    expect(JSON.stringify(holdings(here.world))).not.toContain(made['suspended']?.[0]);

    const denied = made['denied by a service control policy'] ?? [];
    for (const id of denied) unlock(here, id);
    here.world.aws.state.executions.clear();
    await new Promise((later) => setTimeout(later, 60_000));
    await expect(rollCall(here, { retryFailed: true })).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(enrolledBy(here.world).sort()).toEqual(denied);
    expect(coverage(here.world).accounts).toMatchObject({ toCover: 27, covered: 27, coveragePercent: 100 });

    here.world.network.calls.length = 0;
    await new Promise((later) => setTimeout(later, 60_000));
    await expect(rollCall(here)).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(changes(here)).toEqual([]);
  });
});

function unlock({ world }: Scene, id: string): void {
  const membership = world.aws.state.accounts.get(id)?.membership;
  if (membership !== undefined) membership.serviceControlPolicies = [everything];
}
