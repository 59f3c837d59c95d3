import Table from 'cli-table3';
import { explained } from './explained.ts';
import type { Explained, Judged } from './mutant.ts';

/** Prints what became of the mutants, and the score; gives the number of those that are neither noticed nor explained. */
export function report(judged: Judged[]): number {
  const head = ['file', 'mutants', 'noticed', 'explained', 'survived'];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const file of [...new Set(judged.map((mutant) => mutant.file))].sort()) {
    const own = judged.filter((mutant) => mutant.file === file);
    table.push([file, own.length, noticed(own).length, known(own).length, survived(own).length]);
  }
  console.log(table.toString());
  const stale = explained.filter(
    (one) =>
      judged.some(({ file }) => file === one.file) && !known(judged).some((mutant) => isSame(one, mutant)),
  );
  for (const { file, from, to } of stale)
    console.log(`explained, and not there or noticed: ${file}: ${from} -> ${to}`);
  const score = (100 * noticed(judged).length) / judged.length;
  console.log(
    `mutants: ${judged.length}, noticed: ${noticed(judged).length}, explained: ${known(judged).length}, survived: ${survived(judged).length}, score: ${score.toFixed(1)} %`,
  );
  return survived(judged).length + stale.length;
}

/** Prints the mutants that are neither noticed nor explained. */
export function survivors(judged: Judged[]): void {
  for (const { file, line, from, to } of survived(judged))
    console.log(`survived: ${[file, line].join(':')}: ${from} -> ${to}`);
}

const noticed = (judged: Judged[]) => judged.filter((mutant) => mutant.noticed);
const known = (judged: Judged[]) =>
  judged.filter((mutant) => !mutant.noticed && explained.some((one) => isSame(one, mutant)));
const survived = (judged: Judged[]) =>
  judged.filter((mutant) => !mutant.noticed && !explained.some((one) => isSame(one, mutant)));

const isSame = (one: Explained, { file, from, to }: Judged) =>
  one.file === file && one.from === from && one.to === to;
