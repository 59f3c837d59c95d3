/**
 * What to say of a name that does not exist: at most three that are alike, the nearest first, or else which there are.
 * Names are alike when few characters have to change.
 */
export function didYouMean(wrong: string, names: string[]): string {
  const alike = [...names]
    .sort((one, other) => distance(wrong, one) - distance(wrong, other))
    .filter((name) => distance(wrong, name) <= Math.max(2, wrong.length / 3))
    .slice(0, 3);
  if (alike.length > 0) return `Did you mean ${alike.length > 1 ? 'one of ' : ''}${alike.join(', ')}?`;
  return `It is one of ${names.join(', ')}.`;
}

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
