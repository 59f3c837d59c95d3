import * as v from 'valibot';
import type { Execution } from '../../emulators/engine/engine.ts';
import type { Fault } from '../../emulators/network/fault.ts';
import type { Call } from '../../emulators/network/network.ts';
import type { World } from '../../emulators/world.ts';
import { CoverageReport } from '../../lib/coverage/report.ts';
import { byVendor } from '../by-vendor.ts';
import { ACCOUNT, scene } from '../scene.ts';
import { coverage, statesIn } from '../workflows/coverage.ts';
import { holdingsOf } from './account-holdings.ts';
import { unlimited } from './trial.ts';

/** A disturbed roll call, then an undisturbed one, then what they leave. */
export interface RollCallTried {
  first: Execution;
  /** Of the first one and of the enrollment that it started. */
  calls: Call[];
  /** What is untrue in the reports of the first one. */
  untrue: string[];
  second: Execution;
  left: ReturnType<typeof leftIn>;
}

/** Takes a roll call with those faults, and the next one without. */
export type TryRollCall = (faults: v.InferInput<typeof Fault>[]) => Promise<RollCallTried>;

const COVERED = '500000000001';

/**
 * An organization of which one account is covered and one is missing, as the last report says. Each trial finds it so,
 * and every function cold.
 */
export async function rollCallTrials(): Promise<TryRollCall> {
  const { world, engine } = await scene(unlimited);
  world.aws.createAccount({ id: COVERED, name: 'Covered' });
  await engine.run('enroll-account', { accountId: COVERED });
  await engine.run('roll-call', { dryRun: true });
  const objects = new Map(world.aws.state.objects);
  return async (faults) => {
    forget({ world, objects });
    engine.lambda.restart();
    world.network.faults = faults;
    const startedAt = new Date().toISOString();
    const first = await engine.run('roll-call', {});
    const calls = world.network.calls.filter(({ from }) => from !== undefined);
    world.network.faults = [];
    const untrue = reportsSince(world, startedAt).flatMap((report) => untrueIn(report, world));
    await new Promise((later) => setTimeout(later, 1000)); // so that the next one has another id
    const second = await engine.run('roll-call', {});
    return { first, calls, untrue, second, left: leftIn(world) };
  };
}

/** Forgets what an earlier trial left of the missing account, of reports, executions and calls. */
function forget({ world, objects }: { world: World; objects: World['aws']['state']['objects'] }): void {
  const { aws, cloudcraft, crowdstrike, network } = world;
  const { roles, membership } = aws.state.accounts.get(ACCOUNT) ?? { roles: new Map<string, object>() };
  for (const [key, { name }] of aws.state.accounts.get(ACCOUNT)?.roles ?? [])
    if (!membership?.accessRoles.includes(name)) roles.delete(key);
  cloudcraft.state.accounts = cloudcraft.state.accounts.filter(({ roleArn }) => !roleArn.includes(ACCOUNT));
  crowdstrike.state.registrations = crowdstrike.state.registrations.filter(
    ({ accountId }) => accountId !== ACCOUNT,
  );
  aws.state.objects.clear();
  for (const [key, object] of objects) aws.state.objects.set(key, object);
  aws.state.executions.clear();
  network.calls.length = 0;
}

/** Every report of a roll call that ended after that. */
const reportsSince = ({ aws }: World, startedAt: string) =>
  [...aws.state.objects]
    .filter(([key]) => /\/coverage\/(latest|\d+T\d+)\.json$/.test(key))
    .map(([, { text }]) => v.parse(CoverageReport, JSON.parse(text)))
    .filter(({ at }) => at >= startedAt);

/** The rows of a report that say of the missing account what is not so, or nothing of why it failed. */
function untrueIn({ rows }: CoverageReport, world: World): string[] {
  const held = byVendor(world, (vendor) => vendor.holds().some(({ accountId }) => accountId === ACCOUNT));
  return rows
    .filter(({ accountId }) => accountId === ACCOUNT)
    .filter(({ vendor, state, failure }) => {
      if (state === 'covered') return !held[vendor];
      return state === 'missing' ? held[vendor] : failure === undefined;
    })
    .map(({ vendor, state }) => `${vendor}: ${state}`);
}

function leftIn(world: World) {
  const latest = coverage(world);
  return {
    account: holdingsOf(world, ACCOUNT),
    registrations: byVendor(world, (vendor) => vendor.holds().length),
    states: statesIn(latest),
    conclusion: latest.conclusion,
    unsettled: world.aws.state.objects.get('Reports/coverage/unsettled.json')?.text ?? '[]',
  };
}
