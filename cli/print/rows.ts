import Table from 'cli-table3';

/** Between columns are two spaces, and no lines are drawn. */
const chars = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'],
  ].map((name) => [name, '']),
);

/** Rows under their titles, each column as wide as its longest value. */
export function rows(head: string[], values: (string | number)[][]): string {
  const table = new Table({
    head,
    chars: { ...chars, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...values);
  return table.toString().replace(/ +$/gm, '');
}
