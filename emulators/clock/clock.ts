import type { Socket } from 'node:net';
import { Simulation } from './simulation.ts';

let simulated: Simulation | undefined;

/**
 * Lets this process run on simulated time from here: `Date`, timers, `AbortSignal.timeout` and `node:timers/promises`
 * follow a clock that moves on to the next timer whenever the process has nothing to do. All worlds in the process share
 * it. What it returns goes back to real time.
 */
export function simulateTime(): () => void {
  const simulation = simulated ?? new Simulation();
  simulated = simulation;
  return () => {
    if (simulated === simulation) simulated = undefined;
    simulation.end();
  };
}

/** Whether this process runs on simulated time. */
export const isSimulated = (): boolean => simulated !== undefined;

/**
 * The result of what may take time; in simulated time the clock moves for it.
 *
 * @param what for the error: "the execution run-1"
 * @throws {WaitsForNothingError} nothing that is under way can end it; in simulated time only
 */
export const awaited = <T>(what: string, result: Promise<T>): Promise<T> =>
  simulated === undefined ? result : simulated.awaited(what, result);

/** Work that is neither a request nor a timer, as the loading of a module: simulated time stands still meanwhile. */
export const busy = <T>(work: () => Promise<T>): Promise<T> =>
  simulated === undefined ? work() : simulated.inFlight.during(work);

/**
 * Says nothing for so many seconds to the caller on the socket, or until that hangs up; as long as it takes for Infinity.
 */
export async function stall(socket: Socket, seconds: number): Promise<void> {
  if (seconds === 0 || socket.destroyed) return;
  const goOn = simulated?.inFlight.stall(socket);
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = Number.isFinite(seconds) ? setTimeout(resolve, seconds * 1000) : undefined;
  socket.once('close', resolve);
  await promise;
  socket.off('close', resolve);
  clearTimeout(timer);
  goOn?.();
}
