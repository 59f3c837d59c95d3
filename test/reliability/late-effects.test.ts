import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type * as v from 'valibot';
import type { Fault } from '../../emulators/network/fault.ts';
import type { Call } from '../../emulators/network/network.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import { scene } from '../scene.ts';
import { coverage } from '../workflows/coverage.ts';
import { holdingsOf } from './account-holdings.ts';
import { addBoundary, BOUNDARY, driftFar } from './drifted-account.ts';
import { enrollLikeTheFirst } from './enrolled-account.ts';
import { tally } from './tally.ts';
import { unlimited } from './trial.ts';

const { count, isStated } = tally('late effects', ['calls', 'tried', 'settled in the end']);

/** Seconds after which a call that its caller gave up takes effect: before it is tried again, meanwhile, and long after. */
const LATE = [0.5, 20, 4 * 3600];
const DAY = 24 * 3600;

const options = { ...unlimited, environment: { PERMISSIONS_BOUNDARY: BOUNDARY } };
const WRITING = /^(iam:(?!Get|List)|(POST|PUT|PATCH|DELETE) (?!\/oauth2|.*\/validate\/))/;

const enrollments = (['d4c', 'cloud-security'] as const).flatMap((apiFamily) => [
  { apiFamily, of: 'a new account', prepared: false },
  { apiFamily, of: 'an account that was enrolled and changed since', prepared: true },
]);

it.each(enrollments)(
  'every writing call of enrolling $of, with the family $apiFamily, may take effect after it was given up',
  async ({ apiFamily, prepared }) => {
    const played = await scene({ ...options, apiFamily });
    const { world, engine } = played;
    const made = async () => {
      const { id } = world.aws.createAccount({ name: 'Sandbox' });
      addBoundary(world, id);
      if (!prepared) return id;
      await enrollLikeTheFirst(played, id);
      driftFar(world, id);
      return id;
    };
    const model = await made();
    const { name } = await engine.run('enroll-account', { accountId: model });
    const calls = world.network.calls.filter(({ from }) => from?.execution === name);
    const undisturbed = holdingsOf(world, model);
    const trials = [];
    for (const point of pointsOf(calls))
      for (const lateSeconds of LATE) trials.push({ point, lateSeconds, account: await made() });
    count('calls', trials.length / LATE.length);
    world.network.faults = trials.map(
      ({ point, lateSeconds, account }): v.InferInput<typeof Fault> => ({
        ...{
          from: { ...point.from, execution: account },
          call: `^${point.name.replaceAll(/[{}/.]/g, '\\$&')}$`,
        },
        ...{ skip: point.index, times: 1, effect: 'late', lateSeconds, answer: { cut: 'connection' } },
      }),
    );
    const ended = await Promise.all(
      trials.map(({ account }) => engine.run('enroll-account', { accountId: account }, { name: account })),
    );
    expect(ended.flatMap(({ status, cause }) => (status === 'SUCCEEDED' ? [] : [cause]))).toEqual([]);
    await sleep(DAY * 1000);
    world.network.faults = [];
    const isSettled = ({ account }: { account: string }) =>
      isDeepStrictEqual(holdingsOf(world, account), undisturbed);
    // Which ones the enrollment could not know of depends on its retries, whose waits are random.
    const open = trials.filter((trial) => !isSettled(trial)).map(({ account }) => account);
    await engine.run('roll-call', { dryRun: true, depth: 'roles' });
    expect(named(coverage(world)).toSorted()).toEqual(open.toSorted());
    await engine.run('roll-call', { depth: 'roles' });
    expect(trials.filter((trial) => !isSettled(trial)).map(({ point }) => point)).toEqual([]);
    count('tried', trials.length);
    count('settled in the end', trials.length);
  },
);

isStated();

/** A writing call of an enrollment: the `index`-th of that name by its function for its vendor. */
function pointsOf(calls: Call[]) {
  const writing = calls.filter(({ name }) => WRITING.test(name));
  return writing.map(({ name, from: { function: key = '', vendor } = {} }, at) => {
    const isSame = (each: Call) =>
      each.name === name && each.from?.function === key && each.from.vendor === vendor;
    const index = writing.slice(0, at).filter(isSame).length;
    return { name, index, from: { function: key, ...(vendor !== undefined && { vendor }) } };
  });
}

const named = ({ rows }: ReturnType<typeof coverage>) => [
  ...new Set(
    rows
      .filter(({ state, vendor }) => state === 'degraded' && vendorNames().some((name) => name === vendor))
      .map(({ accountId }) => accountId),
  ),
];
