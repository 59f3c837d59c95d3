import Table from 'cli-table3';
import { grid, shown } from './grid.ts';
import { type Judged, judged, type Result } from './result.ts';

/** A result for a terminal of 80 columns: the table, the goals, and the note. */
export function printed(result: Result): string {
  const { head, rows } = grid(result);
  const table = new Table({
    head,
    colAligns: head.map((_, index) => (index === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows);
  return [String(table), ...judged(result).map(line), ...wrapped(result.note)].join('\n');
}

const line = (goal: Judged) =>
  `${goal.isMet ? '✔' : '✘'} ${goal.value} (${goal.case}): ${shown(goal.measured)}, ${bounds(goal)}`;

/** What a goal asks for, in words: `at most 18`. */
export const bounds = ({ atMost, atLeast }: Judged): string =>
  [
    ...(atLeast === undefined ? [] : [`at least ${shown(atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${shown(atMost)}`]),
  ].join(', ');

const wrapped = (text: string) => text.match(/.{1,80}(?:\s|$)/g)?.map((part) => part.trimEnd()) ?? [];
