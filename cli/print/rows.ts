import Table from 'cli-table3';
import { columns } from './columns.ts';
import { printable } from './printable.ts';
import { wrap } from './wrap.ts';

/** Between columns are two spaces, and no lines are drawn. */
const BETWEEN = '  ';
const chars = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'],
  ].map((name) => [name, '']),
);

/**
 * Rows under their titles; nothing where there are none. Where they take more than `width` columns, the widest values
 * break at spaces.
 */
export function rows(head: string[], values: (string | number)[][], width = columns()): string {
  if (values.length === 0) return '';
  const table = new Table({
    head,
    chars: { ...chars, middle: BETWEEN },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  const cells = values.map((row) => row.map((value) => printable(String(value))));
  const widths = fitting([head, ...cells], width);
  table.push(...cells.map((row) => row.map((cell, at) => wrap(cell, 0, widths[at]))));
  return table.toString().replace(/ +$/gm, '');
}

/** The width of each column: that of its longest value, and of the widest ones no more than there is. */
function fitting(all: string[][], width: number): number[] {
  const widths = (all[0] ?? []).map((_, at) => Math.max(...all.map((row) => lengthOf(row[at]))));
  const free = width - BETWEEN.length * (widths.length - 1);
  const sum = () => widths.reduce((total, each) => total + each, 0);
  const longestWords = widths.map((_, at) =>
    Math.max(...all.flatMap((row) => (row[at] ?? '').split(/\s+/).map((word) => word.length))),
  );
  for (;;) {
    const canBreak = widths.map((each, at) => (each > (longestWords[at] ?? 0) ? each : 0));
    const widest = canBreak.indexOf(Math.max(...canBreak));
    if (sum() <= free || (canBreak[widest] ?? 0) === 0) return widths;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

const lengthOf = (cell = '') => Math.max(...cell.split('\n').map((line) => line.length));
