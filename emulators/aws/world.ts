import type { Bus } from './bus.ts';
import type { Stack } from './stack.ts';
import type { AwsState } from './state.ts';
import type { AwsSwitches } from './switches.ts';

/** What every operation works on. */
export interface World {
  state: AwsState;
  switches: AwsSwitches;
  /** The default event bus of the management account. */
  bus: Bus;
  /** What is deployed, if anything is. */
  stack?: Stack;
  /** What is left of Organizations' request quotas, by operation and account. */
  quotas: Map<string, { left: number; at: number }>;
}

/** Whether fewer than so many seconds have passed since then. */
export const isWithin = (seconds: number, since: Date): boolean =>
  Date.now() - since.getTime() < seconds * 1000;
