import type { World } from '../emulators/world.ts';

/** Points of a curve, which are enough for a picture. */
const POINTS = 40;

/** How many accounts Cloudcraft had so many seconds after the start: `[[0.9, 25], [25, 50]]`. */
export function registered({ cloudcraft }: World, start: number): [number, number][] {
  const times = cloudcraft.state.accounts.map(({ createdAt }) => (Date.parse(createdAt) - start) / 1000);
  const sorted = times.toSorted((one, other) => one - other);
  const step = Math.max(1, Math.ceil(sorted.length / POINTS));
  return sorted.flatMap((time, index): [number, number][] => {
    const count = index + 1;
    return count % step === 0 || count === sorted.length ? [[time, count]] : [];
  });
}
