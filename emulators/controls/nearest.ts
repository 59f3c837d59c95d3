/** The three names that take the fewest changes of a character to become the wrong one, the nearest first. */
export const nearest = (wrong: string, names: string[]): string[] =>
  [...names].sort((one, other) => distance(wrong, one) - distance(wrong, other)).slice(0, 3);

/** How many characters to insert, remove or replace make one text the other, in any case of letters. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of [...one.toLowerCase()].entries()) {
    const next = [index + 1];
    for (const [at, candidate] of [...other.toLowerCase()].entries())
      next.push(
        Math.min(
          (row[at] ?? 0) + (character === candidate ? 0 : 1),
          (row[at + 1] ?? 0) + 1,
          (next[at] ?? 0) + 1,
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
