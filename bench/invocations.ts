import type { Engine } from '../emulators/engine/engine.ts';

/** Watches the functions that an engine invokes: how long all ran together, in seconds, and how many at once at most. */
export function watchInvocations({ lambda }: Engine): { seconds(): number; most(): number } {
  const invoke = lambda.invoke.bind(lambda);
  let [milliseconds, running, most] = [0, 0, 0];
  lambda.invoke = async (key, payload) => {
    const start = Date.now();
    running += 1;
    most = Math.max(most, running);
    try {
      return await invoke(key, payload);
    } finally {
      running -= 1;
      milliseconds += Date.now() - start;
    }
  };
  return { seconds: () => milliseconds / 1000, most: () => most };
}
