import type { Caller } from './caller.ts';
import type { World } from './world.ts';

/** Who asks, in which world and region: what an operation is served with. */
export interface Asking {
  world: World;
  caller: Caller;
  /** Of the signature's credential scope. */
  region: string;
}

/** A permission that a request needs. `shown` is how a refusal names the resource, where that is not its ARN. */
export interface Need {
  action: string;
  resource: string;
  shown?: string | undefined;
  /** Condition keys beside the global ones, by name in any case. */
  keys?: Keys;
}
export type Keys = Record<string, string | string[] | undefined>;
