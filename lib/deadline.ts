import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<AbortSignal>();

/** Runs `work` so that every outgoing call made in it ends when `signal` fires. */
export const withDeadline = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  storage.run(signal, work);

/** The signal that ends the outgoing calls of the work under way; one that never fires outside of any. */
export const deadline = (): AbortSignal => storage.getStore() ?? new AbortController().signal;
