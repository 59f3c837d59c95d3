import { saveWorld } from './saved-world.ts';
import type { World } from './world.ts';

/** Milliseconds between two looks at whether a world has changed. */
const EVERY = 1000;

/**
 * Keeps a world in a file from now on, also what changes after it: within a second, and when the process is asked to end.
 * @param failed gets what kept it from being written; it is tried again
 * @throws Error when the file cannot be written now
 */
export function keepWorld(world: World, file: string, failed: (error: unknown) => void): void {
  let kept = markOf(world);
  saveWorld(world, file);
  const look = () => {
    const now = markOf(world);
    if (now === kept) return;
    try {
      saveWorld(world, file);
      kept = now;
    } catch (error) {
      failed(error);
    }
  };
  setInterval(look, EVERY).unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      saveWorld(world, file);
      process.kill(process.pid, signal);
    });
}

/** Differs when something may have changed: whatever changes a world calls it, emits an event, or makes or ends a thing. */
const markOf = ({ aws: { state, bus }, network }: World): string =>
  [
    ...[network.calls.length, bus.events.length, state.accounts.size, state.accessKeys.size],
    [...state.executions.values()].filter(({ status }) => status === 'RUNNING').length,
  ].join();
