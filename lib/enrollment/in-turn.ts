import type { Logger } from '@aws-lambda-powertools/logger';
import type { Turns } from '../aws/turns.ts';
import { RollcallError, VendorThrottledError } from '../errors.ts';
import type { Pace } from '../vendors/vendor.ts';

/** How long the workflow is to wait for a turn at the vendor. */
export interface Waiting {
  waitSeconds: number;
}

/** A place in the queue at a vendor. */
interface Queue {
  vendor: string;
  /** Undefined for a vendor that has no queue. */
  pace: Pace | undefined;
  turns: Turns;
  log: Logger;
}

/** Longest wait for one turn, in seconds, whatever the table or the vendor says: ten thousand accounts take four hours. */
export const WAIT_AT_MOST = 4 * 3600;

/** Turns are a bit longer than the calls take, so that what had to be repeated finds its place between them. */
const LENGTHENED = 1.05;

/**
 * Does the work, or says how long to wait for a turn: when the vendor asks to come later, and as long as others wait. So a
 * lone account takes no turn, and in a storm the vendor refuses the first few calls of each instance of the function.
 * A queue that cannot be reached is no reason to fail: the workflow repeats what the vendor refuses, as without it.
 *
 * @throws what `work` throws; {VendorThrottledError} with a turn, or without a queue
 */
export async function inTurn<T>(queue: Queue, work: () => Promise<T>): Promise<T | Waiting> {
  const { vendor, turns } = queue;
  if (turns.isBusy(vendor)) return (await turn(queue, 0)) ?? work();
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VendorThrottledError)) throw error;
    const waiting = await turn(queue, error.afterSeconds ?? 0);
    if (waiting === undefined) throw error;
    return waiting;
  }
}

/** The wait for the next free turn; undefined without a queue. @param afterSeconds how long the vendor asks to wait */
async function turn({ vendor, pace, turns, log }: Queue, afterSeconds: number): Promise<Waiting | undefined> {
  if (pace === undefined) return undefined;
  const { requests, seconds, calls } = pace;
  // Those who begin a queue leave the vendor the time for what is under way.
  const delay = Math.ceil((afterSeconds + seconds) * 1000);
  const length = Math.ceil((calls * seconds * 1000 * LENGTHENED) / requests);
  try {
    const due = (await turns.take(vendor, { length, delay })) - Date.now();
    const waitSeconds = Math.ceil(Math.min(Math.max(due / 1000, afterSeconds, 1), WAIT_AT_MOST));
    log.info('waits for a turn', { waitSeconds });
    return { waitSeconds };
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    log.warn('goes on without a turn', error);
    return undefined;
  }
}
