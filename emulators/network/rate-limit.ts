/** How much is allowed: `requests` in `seconds` seconds, in a window that slides or one that starts anew. */
export interface Allowance {
  requests: number;
  seconds: number;
  window: 'sliding' | 'fixed';
}

/** What a limiter says: `retryAfter` is in seconds. */
export interface Verdict {
  allowed: boolean;
  remaining: number;
  retryAfter: number;
}

/** Counts requests by key. A refused request is not counted. */
export const rateLimiter = () => {
  const served = new Map<string, number[]>();
  return (key: string, allowance: Allowance): Verdict => {
    const now = Date.now();
    const span = allowance.seconds * 1000;
    const times = live(served.get(key) ?? [], now - span, allowance.window);
    const allowed = times.length < allowance.requests;
    if (allowed) times.push(now);
    served.set(key, times);
    const retryAfter = allowed ? 0 : ((times[0] ?? now) + span - now) / 1000;
    return { allowed, remaining: Math.max(0, allowance.requests - times.length), retryAfter };
  };
};

const live = (times: number[], since: number, window: Allowance['window']): number[] => {
  if (window === 'fixed') return (times[0] ?? 0) > since ? times : [];
  const first = times.findIndex((time) => time > since);
  return first === -1 ? [] : times.slice(first);
};
