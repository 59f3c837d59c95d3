import type { World } from '../emulators/world.ts';
import { vendors } from '../lib/vendors/index.ts';

/** The calls that a vendor answered. */
export interface VendorCalls {
  accepted: number;
  /** With 429. */
  refused: number;
  /** What the accepted ones take at the vendor's documented rate, in seconds; 0 where it is too high to matter. */
  secondsAtRate: number;
}

/** Counts the calls of a vendor. */
export function vendorCalls({ network }: World, vendor: string): VendorCalls {
  const calls = network.calls.filter(({ to }) => to === vendor);
  const refused = calls.filter(({ status }) => status === 429).length;
  const accepted = calls.length - refused;
  const { pace } = vendors[vendor] ?? {};
  return { accepted, refused, secondsAtRate: pace ? (accepted * pace.seconds) / pace.requests : 0 };
}
