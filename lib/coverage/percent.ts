/**
 * The share in per cent, rounded down to a tenth, so that only the whole is 100; null when there is nothing to cover.
 */
export const percent = (covered: number, toCover: number): number | null =>
  toCover === 0 ? null : Math.floor((covered * 1000) / toCover) / 10;
