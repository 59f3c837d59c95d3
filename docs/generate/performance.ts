import { grid, shown } from '../../bench/grid.ts';
import { bounds } from '../../bench/print.ts';
import { type Recorded, recorded } from '../../bench/recorded.ts';
import { judged } from '../../bench/result.ts';

/** A generated part of docs/performance.md, from the results of the last runs; undefined for any other. */
export function performancePart(part: string): string | undefined {
  const results = recorded();
  if (part === 'goals') return block(goalsTable(results));
  if (part === 'duration of the benchmarks') return durations(results);
  const [, name] = /^benchmark (.+)$/.exec(part) ?? [];
  if (name === undefined) return undefined;
  const result = results[name];
  const text =
    result === undefined
      ? `Not measured yet: \`npm run bench -- --write ${name}\`.`
      : [tableOf(result), result.note].join('\n\n');
  return block(text);
}

const goalsTable = (results: Recorded) =>
  markdown(
    ['benchmark', 'what', 'goal', 'measured', 'met'],
    Object.entries(results).flatMap(([name, result]) =>
      judged(result).map((goal) => [
        `[${name}](#${name})`,
        `${goal.value} (${goal.case})`,
        bounds(goal),
        shown(goal.measured),
        goal.isMet ? 'yes' : '**no**',
      ]),
    ),
  );

function tableOf(result: Recorded[string]): string {
  const { head, rows } = grid(result);
  return markdown(head, rows);
}

const markdown = (head: string[], rows: string[][]) =>
  [
    line(head),
    line(head.map((_, index) => (index === 0 ? '---' : '--:'))).replaceAll(' ', ''),
    ...rows.map(line),
  ].join('\n');

const line = (cells: string[]) => `| ${cells.join(' | ')} |`;

function durations(results: Recorded): string {
  const all = Object.values(results);
  const minutes = Math.ceil(all.reduce((sum, { tookSeconds }) => sum + tookSeconds, 0) / 60);
  const [dates, machines] = [all.map(({ measuredAt }) => measuredAt), all.map(({ machine }) => machine)];
  return `${minutes} minutes on ${[...new Set(machines)].join('; ')}, measured on ${[...new Set(dates)].join(', ')}`;
}

const block = (text: string) => `\n${text}\n`;
