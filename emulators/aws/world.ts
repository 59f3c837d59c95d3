import type { AwsState } from './state.ts';
import type { AwsSwitches } from './switches.ts';

/** What every operation works on. `pace` is real seconds per emulated second. */
export interface World {
  state: AwsState;
  switches: AwsSwitches;
  pace: number;
  /** What is left of Organizations' request quotas, by operation and account. */
  quotas: Map<string, { left: number; at: number }>;
}

/** Whether fewer than so many emulated seconds have passed since then. */
export const isWithin = ({ pace }: World, seconds: number, since: Date): boolean =>
  Date.now() - since.getTime() < seconds * 1000 * pace;
