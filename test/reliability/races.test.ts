import { setTimeout as sleep } from 'node:timers/promises';
import type { Execution } from '../../emulators/engine/engine.ts';
import type { World } from '../../emulators/world.ts';
import { ACCOUNT, ENABLED, sampleEvent, scene } from '../scene.ts';
import { holdingsOf } from './account-holdings.ts';
import { tally } from './tally.ts';
import { tryOne } from './trial.ts';

const { count, isStated } = tally('races', ['executions', 'accounts']);

const created = sampleEvent('create-account-succeeded');
const joined = sampleEvent('account-joined-organization');
const enrolledByControlTower = sampleEvent('control-tower-create-managed-account');

const families = ['d4c', 'cloud-security'] as const;

const races = [
  { race: 'the same event twice', inputs: [created, created] },
  { race: 'an account created and joined', inputs: [created, joined] },
  {
    race: 'three events and an operator',
    inputs: [created, joined, enrolledByControlTower, { accountId: ACCOUNT }],
  },
  { race: 'the same event 25 times', inputs: Array.from({ length: 25 }, () => created) },
].flatMap((each) => families.map((apiFamily) => ({ ...each, apiFamily })));

describe('executions of one account at once', () => {
  it.each(races)(
    'all succeed and register it once: $race, with the family $apiFamily',
    async ({ inputs, apiFamily }) => {
      const played = await scene({ apiFamily });
      const undisturbed = await tryOne(played, { name: 'undisturbed' });
      played.engine.lambda.restart();
      const executions = await Promise.all(inputs.map((input) => played.enroll(input)));
      expect(failures(executions)).toEqual([]);
      expect(holdingsOf(played.world, ACCOUNT)).toEqual(undisturbed.left);
      await expect(played.enroll()).resolves.toMatchObject({ status: 'SUCCEEDED' });
      expect(holdingsOf(played.world, ACCOUNT)).toEqual(undisturbed.left);
      add(executions, 1);
    },
  );

  it('that both end just after adding it at Cloudcraft leave one entry too many, which the next one removes', async () => {
    const { world, engine, enroll } = await scene();
    const adding = { function: 'registerAccount', vendor: 'cloudcraft' };
    const late = { delaySeconds: 10, part: 'headers' } as const;
    const inSlow = { ...adding, execution: 'slow' };
    const inFast = { ...adding, execution: 'fast' };
    const [list, post] = [{ call: '^GET /aws/account$' }, { call: '^POST /aws/account$' }];
    const dies = { answer: { process: 'ends' } } as const;
    // The fast one lists before it adds, as the slow one has made the role.
    world.network.faults = [
      { ...post, from: inSlow, times: 1, answer: late },
      { ...list, from: inSlow, ...dies },
      { ...post, from: inFast, times: 1, effect: 'taken', ...dies },
      { ...list, from: inFast, skip: 1, ...dies },
    ];
    engine.lambda.startsCold = true;
    const slow = enroll(created, { name: 'slow' });
    while (
      !world.network.calls.some(
        ({ to, from }) =>
          to === 'cloudcraft' && from?.execution === 'slow' && from.function === 'registerAccount',
      )
    )
      await sleep(1);
    const executions = [await enroll(created, { name: 'fast' }), await slow];
    expect(executions.map(({ status }) => status)).toEqual(['FAILED', 'FAILED']);
    const [, younger, ...more] = world.cloudcraft.state.accounts;
    expect([younger?.name, more]).toEqual(['Sandbox', []]);
    const third = await enroll(created);
    expect(third.status).toBe('SUCCEEDED');
    expect(world.cloudcraft.state.accounts).toMatchObject([{ name: 'Sandbox' }]);
    expect(third.logs).toContainEqual(
      expect.objectContaining({ message: 'removed a duplicate', removed: younger?.id }),
    );
    add(executions, 1);
  });
});

describe('a hundred accounts at once', () => {
  it('are all enrolled within the limits of both vendors', async () => {
    const crowdstrike = { rateLimit: 150, tokenRateLimit: 40 };
    const switches = { aws: { organizationsThrottled: true }, crowdstrike };
    const { world, engine } = await scene({ switches });
    const accounts = Array.from({ length: 100 }, () => world.aws.createAccount({ name: 'Sandbox' }).id);
    const executions = await Promise.all(
      accounts.map((accountId) => engine.run('enroll-account', { accountId })),
    );
    expect(failures(executions)).toEqual([]);
    const held = new Set(accounts.map((account) => JSON.stringify(holdingsOf(world, account))));
    expect([...held].map((each) => JSON.parse(each))).toMatchObject([
      { roles: [{}, {}], cloudcraft: [{ name: 'Sandbox' }], crowdstrike: [{}] },
    ]);
    const problems = await Promise.all(accounts.map((account) => world.crowdstrike.examine(account)));
    expect(problems.flat()).toEqual([]);
    for (const side of ENABLED) expect(refused(world, side)).toBeGreaterThan(0);
    add(executions, accounts.length);
  });
});

isStated();

const failures = (executions: Execution[]) =>
  executions
    .filter(({ status }) => status !== 'SUCCEEDED')
    .map(({ status, error, cause }) => ({ status, error, cause }));

const refused = ({ network }: World, side: string) =>
  network.calls.filter(({ to, status }) => to === side && status === 429).length;

function add(executions: Execution[], accounts: number) {
  count('executions', executions.length);
  count('accounts', accounts);
}
