import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks again and again until there is something to see.
 *
 * @param what is waited for, for the error's words
 * @param seconds after which it gives up
 * @throws Error when nothing was seen in time, and whatever `look` throws
 */
export async function until<T>(
  what: string,
  seconds: number,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(200)) {
    const seen = await look();
    if (seen !== undefined) return seen;
  }
  throw new Error(`waited ${seconds} s in vain for: ${what}`);
}
