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
  let running = 0;
  lambda.invoke = async (key, payload) => {
    const start = Date.now();
    running += 1;
    seen.count += 1;
    seen.atOnce = Math.max(seen.atOnce, running);
    try {
      const output = await invoke(key, payload);
      const bytes = JSON.stringify([payload, output ?? null]).length;
      seen.bytes[key] = Math.max(seen.bytes[key] ?? 0, bytes);
      return output;
    } finally {
      running -= 1;
      seen.seconds += (Date.now() - start) / 1000;
    }
  };
  return seen;
}
