import { VendorUnavailableError } from '../errors.ts';

/** A request that failed after so many milliseconds was one to a vendor that hangs. */
const LONG = 5000;

/** For so many milliseconds a vendor that hangs is not asked again by the same instance of a function. */
const PAUSE = 60_000;

/** How a recipient hung, and when it may be asked again. */
const hung = new WeakMap<object, { message: string; until: number }>();

/**
 * Asks a vendor, unless it kept a request of this instance waiting in vain just now. Functions that wait for a vendor that
 * hangs use up Lambda's concurrency, which the enrollments with the other vendors need: the workflow waits instead.
 *
 * @param recipient the vendor's recipient in this instance
 * @param tried what is tried, for messages
 * @throws {VendorUnavailableError} the vendor hung less than a minute ago; or whatever `ask` throws
 */
export async function unlessSilent<T>(recipient: object, tried: string, ask: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const { message = '', until = 0 } = hung.get(recipient) ?? {};
  if (start < until) throw new VendorUnavailableError({ tried, answered: `${NOT_ASKED}. ${message}` });
  try {
    return await ask();
  } catch (error) {
    if (error instanceof VendorUnavailableError && Date.now() - start >= LONG)
      hung.set(recipient, { message: error.message, until: Date.now() + PAUSE });
    throw error;
  }
}

const NOT_ASKED = 'not asked, as it kept a request waiting less than a minute ago';
