/**
 * The interpreter knows no `$$.State.RetryCount`. So an execution counts how often a state had the same input. Source:
 * Step Functions Developer Guide, "Accessing execution data from the Context object". That the count begins anew when a
 * Catch has led out of the state and back is our reading: a retry is one within a stay.
 *
 * @returns `of` gives the input of an attempt, with the count in the parameters `counts`; `forget` is for a state that is left
 */
export function retryCounts() {
  const attempts = new Map<string, number>();
  const keyOf = (state: string, payload: unknown) => `${state} ${JSON.stringify(payload)}`;
  return {
    of(state: string, payload: unknown, counts: string[]): unknown {
      if (counts.length === 0) return payload;
      const key = keyOf(state, payload);
      const count = attempts.get(key) ?? 0;
      attempts.set(key, count + 1);
      return { ...Object(payload), ...Object.fromEntries(counts.map((name) => [name, count])) };
    },
    forget: (state: string, payload: unknown) => void attempts.delete(keyOf(state, payload)),
  };
}
