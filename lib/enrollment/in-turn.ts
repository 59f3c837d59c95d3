import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@aws-lambda-powertools/logger';
import * as v from 'valibot';
import type { Turns } from '../aws/turns.ts';
import { deadline } from '../deadline.ts';
import { RollcallError, TooEarlyError, VendorThrottledError } from '../errors.ts';
import type { Pace } from '../vendors/pace.ts';

const Whole = v.pipe(v.number(), v.safeInteger());

/** How long the workflow is to wait for a turn at the vendor, in seconds, and since when the account waits, in milliseconds. */
export const Waiting = v.object({ waitSeconds: Whole, waitingSince: Whole });
export type Waiting = v.InferOutput<typeof Waiting>;

/** A place in the queue at a vendor. */
export interface Queue {
  vendor: string;
  /** Undefined for a vendor that has no queue. */
  pace: Pace | undefined;
  /** `no`: a roll call has seen that the vendor does not list the account, which needs fewer calls then. */
  listed: 'no' | 'unsure';
  /** Undefined for an account that has not waited yet. */
  waitingSince?: number | undefined;
  turns: Turns;
  log: Logger;
}

/** Longest wait for one turn, in seconds: half an hour takes a thousand accounts through Cloudcraft. */
export const WAIT_AT_MOST = 2700;
/** How long an account goes on to wait for further turns, in seconds. */
export const WAIT_IN_ALL = 3 * 3600;
/** Longest wait that a vendor is believed to need, in seconds. */
const ASKED_AT_MOST = 1800;
/** An account that was refused in its turn waits so much longer each time, in seconds: at last two minutes. */
const pause = (waitedSeconds: number) => Math.min(waitedSeconds / 6, 120);
/** So long a new role gets to be known everywhere, in seconds. IAM promises no time: what takes longer is repeated. */
export const PROPAGATION = 10;

/** Turns are longer than the calls take, so that what had to be repeated finds its place between them. */
const LENGTHENED = { alone: 1.15, notListed: 1.06 };

/**
 * Does the work, or says how long to wait for a turn: when the vendor asks to come later, and as long as others wait. So a
 * lone account takes no turn, and in a storm the vendor refuses the first few calls of each instance of the function.
 * An account that is refused in its turn takes another one, at the end: the queue is never longer than those who wait need.
 * A queue that cannot be reached is no reason to fail: the workflow repeats what the vendor refuses, as without it.
 *
 * With the work comes how long to wait before the account is added, in seconds.
 *
 * @throws what `work` throws; {VendorThrottledError} without a queue, or after hours in it
 */
export async function inTurn<T extends object>(
  queue: Queue,
  work: () => Promise<T>,
): Promise<(T & { addAfterSeconds: number }) | Waiting> {
  const { vendor, turns, waitingSince } = queue;
  if (waitingSince === undefined && queue.listed === 'unsure' && turns.isBusy(vendor)) {
    const waiting = await turn(queue);
    if (waiting !== undefined) return waiting;
  }
  try {
    return { ...(await work()), addAfterSeconds: await addAfter(queue) };
  } catch (error) {
    if (!(error instanceof VendorThrottledError)) throw error;
    const waiting = await turn(queue, error.afterSeconds ?? 0);
    if (waiting === undefined) throw error;
    return waiting;
  }
}

/**
 * Does what follows when the turn has come. What the vendor refuses all the same is repeated by the workflow, and takes
 * the time of another turn, once: those who wait come later.
 *
 * @param retries how often it was repeated
 * @throws what `work` throws; {TooEarlyError} instead, where it changed nothing for an account of a roll call: it is tried
 * again without a look at the list, as often as needed, so that it does not move the turns
 */
export async function afterTurn<T>(queue: Queue & { retries: number }, work: () => Promise<T>): Promise<T> {
  const { vendor, pace, turns, retries, listed } = queue;
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VendorThrottledError) || pace === undefined || retries > 0) throw error;
    const tried = `register an account with ${vendor} in its turn`;
    if (listed === 'no' && error.changed === 'nothing')
      throw new TooEarlyError({ tried, answered: error.message }, { cause: error });
    await unlessOutOfReach(queue, () =>
      turns.postpone(vendor, { length: lengthOf(queue, pace), atMost: AT_MOST }),
    );
    throw error;
  }
}

const lengthOf = ({ listed }: Queue, { requests, seconds, calls }: Pace) => {
  const kind = listed === 'no' ? 'notListed' : 'alone';
  return Math.ceil((calls[kind] * seconds * 1000 * LENGTHENED[kind]) / requests);
};

/**
 * How long an account of a roll call, whose one call adds it, waits for the turn of that call. Many of them come, so each
 * takes a turn, late enough that the vendor can assume the role that is made meanwhile, as a refusal costs calls.
 */
async function addAfter(queue: Queue): Promise<number> {
  const { vendor, pace, listed, waitingSince, turns } = queue;
  if (listed === 'unsure' || pace === undefined) return 0;
  if (waitingSince !== undefined) return PROPAGATION; // it came back in its turn
  const length = lengthOf(queue, pace);
  const taken = await unlessOutOfReach(queue, () =>
    turns.take(vendor, { length, delay: 0, atMost: AT_MOST }),
  );
  const wait = Math.max(0, (taken ?? 0) - Date.now());
  // The workflow waits whole seconds. Calls that come unevenly are refused at a lower rate than the vendor's.
  await sleep(wait % 1000, undefined, { signal: deadline() });
  return PROPAGATION + Math.floor(wait / 1000);
}

const AT_MOST = WAIT_AT_MOST * 1000;

/** The wait for the next free turn; undefined where there is none. @param afterSeconds how long the vendor asks to wait */
async function turn(queue: Queue, afterSeconds = 0): Promise<Waiting | undefined> {
  const { vendor, pace, listed, turns, log, waitingSince = Date.now() } = queue;
  const waitedSeconds = (Date.now() - waitingSince) / 1000;
  if (pace === undefined || waitedSeconds > WAIT_IN_ALL) return undefined;
  const asked = Math.min(afterSeconds, ASKED_AT_MOST);
  const taken = await unlessOutOfReach(queue, () =>
    turns.take(vendor, {
      length: lengthOf(queue, pace),
      // Who begins a queue leaves the vendor some time for what is under way; for a roll call IAM takes longer than that.
      delay: listed === 'no' ? 0 : Math.ceil((asked + pace.seconds) * 1000),
      atMost: AT_MOST,
    }),
  );
  if (taken === undefined) return undefined;
  const dueSeconds = (taken - Date.now()) / 1000;
  const waitSeconds = Math.ceil(Math.max(dueSeconds, asked, pause(waitedSeconds)));
  if (waitSeconds <= 0) return undefined;
  log.info('waits for a turn', { waitSeconds });
  return { waitSeconds, waitingSince };
}

async function unlessOutOfReach<T>({ log }: Queue, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    log.warn('goes on without a turn', error);
    return undefined;
  }
}
