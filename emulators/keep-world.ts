import { saveWorld } from './saved-world.ts';
import type { World } from './world.ts';

/** Milliseconds between two looks at whether a world has changed, at the least. */
const EVERY = 1000;
/** So many times as long as writing takes, nothing is written after it: a large world is to be answered, too. */
const PAUSE = 20;

/**
 * Keeps a world in a file from now on. What changes is written within a second, of a large world later, and when the
 * process is asked to end.
 * @param failed gets what kept it from being written; it is tried again with the next change
 * @throws Error when the file cannot be written now
 */
export function keepWorld(world: World, file: string, failed: (error: unknown) => void): void {
  let kept = markOf(world);
  saveWorld(world, file);
  const save = () => {
    try {
      saveWorld(world, file);
    } catch (error) {
      failed(error);
    }
  };
  const look = () => {
    const [began, now] = [performance.now(), markOf(world)];
    if (now !== kept) save();
    kept = now;
    setTimeout(look, Math.max(EVERY, PAUSE * (performance.now() - began))).unref();
  };
  setTimeout(look, EVERY).unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      save();
      process.kill(process.pid, signal);
    });
}

/** Differs when something may have changed: whatever changes a world calls it, emits an event, or makes or ends a thing. */
const markOf = ({ aws: { state, bus }, network }: World): string =>
  [
    ...[network.calls.length, bus.events.length, state.accounts.size, state.accessKeys.size],
    [...state.executions.values()].filter(({ status }) => status === 'RUNNING').length,
  ].join();
