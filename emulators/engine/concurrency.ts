import { readDeployment } from './deployment.ts';

/** How many functions may run at once. Source: Lambda Developer Guide, "Configuring reserved concurrency". */
export class Concurrency {
  /** How many of all functions together. */
  quota = Number.POSITIVE_INFINITY;
  /** How many of a function, by its key; those that are not here share what the quota leaves. */
  readonly reserved = new Map(
    Object.entries(readDeployment().functions).flatMap(([key, { reserved }]) =>
      reserved === undefined ? [] : [[key, reserved] as const],
    ),
  );
  readonly #running = new Map<string, number>();

  /** How many of all functions run now. */
  get running(): number {
    return sum([...this.#running.values()]);
  }

  /** Whether another one of the function may run. */
  hasRoom(key: string): boolean {
    const reserved = this.reserved.get(key);
    if (reserved !== undefined) return this.#of(key) < reserved;
    const kept = [...this.reserved.keys()];
    const sharing = this.running - sum(kept.map((each) => this.#of(each)));
    return sharing < this.quota - sum([...this.reserved.values()]);
  }

  /** Counts one of the function until the work is done. */
  async during<T>(key: string, work: () => Promise<T>): Promise<T> {
    this.#running.set(key, this.#of(key) + 1);
    try {
      return await work();
    } finally {
      this.#running.set(key, this.#of(key) - 1);
    }
  }

  #of(key: string): number {
    return this.#running.get(key) ?? 0;
  }
}

const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);
