/** Units of time, the largest first, in milliseconds. */
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** How long ago a time is, in words: "2 minutes ago". */
export function ago(at: Date, now: Date = new Date()): string {
  const passed = Math.max(0, now.getTime() - at.getTime());
  const [unit, length] = UNITS.find(([, milliseconds]) => passed >= milliseconds) ?? ['second', 1000];
  return words.format(-Math.floor(passed / length), unit);
}

/** A time in ISO 8601, to the second: "2026-11-26T03:12:05Z". */
export const iso = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
