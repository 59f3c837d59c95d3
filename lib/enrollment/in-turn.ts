import type { Logger } from '@aws-lambda-powertools/logger';
import type { Turns } from '../aws/turns.ts';
import { RollcallError, VendorThrottledError } from '../errors.ts';
import type { Pace } from '../vendors/pace.ts';

/** How long the workflow is to wait for a turn at the vendor. */
export interface Waiting {
  waitSeconds: number;
}

/** A place in the queue at a vendor. */
export interface Queue {
  vendor: string;
  /** Undefined for a vendor that has no queue. */
  pace: Pace | undefined;
  /** Which of its calls the account takes. Of one in a roll call these come after the work, which has its turn before them. */
  kind: keyof Pace['calls'];
  turns: Turns;
  log: Logger;
}

/** Longest wait for one turn, in seconds, whatever the table or the vendor says. */
export const WAIT_AT_MOST = 4 * 3600;

/** Turns are longer than the calls take, so that what had to be repeated finds its place between them. */
const LENGTHENED = { alone: 1.22, notListed: 1.07 };

/**
 * Does the work, or says how long to wait for a turn: when the vendor asks to come later, and as long as others wait. So a
 * lone account takes no turn, and in a storm the vendor refuses the first few calls of each instance of the function.
 * A queue that cannot be reached is no reason to fail: the workflow repeats what the vendor refuses, as without it.
 *
 * @throws what `work` throws; {VendorThrottledError} with a turn, or without a queue
 */
export async function inTurn<T>(queue: Queue, work: () => Promise<T>): Promise<T | Waiting> {
  const { vendor, kind, turns } = queue;
  if (kind === 'notListed') {
    const done = await work();
    return (await turn(queue)) ?? done;
  }
  if (turns.isBusy(vendor)) return (await turn(queue)) ?? work();
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VendorThrottledError)) throw error;
    const waiting = await turn(queue, error.afterSeconds ?? 0);
    if (waiting === undefined) throw error;
    return waiting;
  }
}

/**
 * Does the work of an account that has had its turn. What the vendor refuses all the same is repeated by the workflow,
 * and takes the time of another turn: those who wait come later.
 *
 * @throws what `work` throws
 */
export async function afterTurn<T>(queue: Queue, work: () => Promise<T>): Promise<T> {
  const { vendor, pace, turns, log } = queue;
  try {
    return await work();
  } catch (error) {
    if (error instanceof VendorThrottledError && pace !== undefined)
      await turns.postpone(vendor, lengthOf(queue, pace)).catch((fault: unknown) => {
        if (!(fault instanceof RollcallError)) throw fault;
        log.warn('did not move the turns', fault);
      });
    throw error;
  }
}

/** @param listed whether the vendor's list lacked the account a short time ago */
export const kindOf = (listed: 'no' | 'unsure'): Queue['kind'] => (listed === 'no' ? 'notListed' : 'alone');

const lengthOf = ({ kind }: Queue, { requests, seconds, calls }: Pace) =>
  Math.ceil((calls[kind] * seconds * 1000 * LENGTHENED[kind]) / requests);

/** The wait for the next free turn; undefined where there is none. @param afterSeconds how long the vendor asks to wait */
async function turn(queue: Queue, afterSeconds?: number): Promise<Waiting | undefined> {
  const { vendor, pace, turns, log } = queue;
  if (pace === undefined) return undefined;
  // Who begins a queue leaves the vendor some time for what is under way.
  const delay = Math.ceil(
    (afterSeconds === undefined ? pace.seconds : afterSeconds + 3 * pace.seconds) * 1000,
  );
  const length = lengthOf(queue, pace);
  try {
    const dueSeconds = ((await turns.take(vendor, { length, delay })) - Date.now()) / 1000;
    const waitSeconds = Math.ceil(Math.min(Math.max(dueSeconds, afterSeconds ?? 0), WAIT_AT_MOST));
    if (waitSeconds <= 0) return undefined;
    log.info('waits for a turn', { waitSeconds });
    return { waitSeconds };
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    log.warn('goes on without a turn', error);
    return undefined;
  }
}
