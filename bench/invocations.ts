import type { Engine } from '../emulators/engine/engine.ts';

/** What the functions of an engine did since they are watched. */
export interface Invocations {
  count: number;
  /** How long all ran together. */
  seconds: number;
  /** How many ran at once at most. */
  atOnce: number;
  /** The largest input and output together of each function, in bytes, by its key. */
  bytes: Record<string, number>;
}

/** Watches the functions that an engine invokes; what it returns changes with each invocation. */
export function watchInvocations({ lambda }: Engine): Invocations {
  const invoke = lambda.invoke.bind(lambda);
  const seen: Invocations = { count: 0, seconds: 0, atOnce: 0, bytes: {} };
  lambda.invoke = async (key, payload) => {
    const start = Date.now();
    seen.count += 1;
    try {
      const invocation = invoke(key, payload);
      seen.atOnce = Math.max(seen.atOnce, lambda.concurrency.running);
      const output = await invocation;
      const bytes = JSON.stringify([payload, output ?? null]).length;
      seen.bytes[key] = Math.max(seen.bytes[key] ?? 0, bytes);
      return output;
    } finally {
      seen.seconds += (Date.now() - start) / 1000;
    }
  };
  return seen;
}
