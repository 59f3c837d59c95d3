import { simulateTime } from '../emulators/clock/clock.ts';
import { Engine } from '../emulators/engine/engine.ts';
import { captureLogs, type LogLine } from '../emulators/engine/logs.ts';
import { vendorNames } from '../emulators/vendors.ts';
import { startWorld, type World } from '../emulators/world.ts';

/** How long a call takes, in seconds: measured against AWS and the vendors from one region, roughly. */
export const LATENCY = { aws: 0.04, vendor: 0.15 };

/** A world, and what runs the workflows in it. */
export interface Simulated {
  world: World;
  engine: Engine;
}

/** What is special of a simulation; everything can be left out. */
export interface Options {
  /** Variables of the functions that differ from those that are deployed. */
  environment?: (world: World) => Record<string, string>;
  /** Is given each line that a function logs. */
  onLog?: (line: LogLine) => void;
  /** The real one, to see that both agree. */
  clock?: 'simulated' | 'real';
}

/** With the access role that the accounts of this world have, so that none is tried in vain. */
export const DIRECT: Options = { environment: () => ({ ACCESS_ROLES: 'OrganizationAccountAccessRole' }) };

/**
 * Does the work in simulated time, in a world of its own: at the documented rate limits of the vendors and of AWS
 * Organizations, each call with its usual latency, and nothing else takes time.
 */
export async function simulate<T>(
  work: (simulated: Simulated) => Promise<T>,
  { environment = () => ({}), onLog = () => undefined, clock = 'simulated' }: Options = {},
): Promise<T> {
  const end = clock === 'simulated' ? simulateTime() : () => undefined;
  const release = captureLogs(onLog);
  const world = await startWorld();
  try {
    world.switches.aws.organizationsThrottled = true;
    world.network.latencySeconds = { aws: LATENCY.aws };
    for (const name of vendorNames()) world.network.latencySeconds[name] = LATENCY.vendor;
    const engine = new Engine({ ...world.environment, ...environment(world) }, world.aws.state.executions);
    return await work({ world, engine });
  } finally {
    await world.close();
    release();
    end();
  }
}
