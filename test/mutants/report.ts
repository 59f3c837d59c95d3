import Table from 'cli-table3';
import type { Mutant } from './mutant.ts';

/** A mutant, and whether the tests noticed it. */
export interface Judged {
  mutant: Mutant;
  noticed: boolean;
}

/** Prints what became of the mutants, and the score; gives the number of those that are neither killed nor explained. */
export function conclude(judged: Judged[]): number {
  const table = new Table({ head: ['file', 'mutants', 'killed', 'equivalent', 'survived'] });
  for (const file of [...new Set(judged.map(({ mutant }) => mutant.file))].sort()) {
    const own = judged.filter(({ mutant }) => mutant.file === file);
    table.push([file, own.length, killed(own).length, equivalent(own).length, survived(own).length]);
  }
  console.log(table.toString());
  for (const { mutant } of equivalent(judged))
    console.log(`equivalent: ${mutant.file}: ${shown(mutant)}: ${mutant.equivalent}`);
  for (const { mutant } of survived(judged)) console.log(`survived: ${mutant.file}: ${shown(mutant)}`);
  const wrong = killed(judged).filter(({ mutant }) => mutant.equivalent !== undefined);
  for (const { mutant } of wrong)
    console.log(`noticed, though called equivalent: ${mutant.file}: ${shown(mutant)}`);
  const score = Math.floor((killed(judged).length / (judged.length - equivalent(judged).length)) * 100);
  console.log(
    `mutants: ${judged.length}, killed: ${killed(judged).length}, equivalent: ${equivalent(judged).length}, survived: ${survived(judged).length}, score: ${score} %`,
  );
  return survived(judged).length + wrong.length;
}

const killed = (judged: Judged[]) => judged.filter(({ noticed }) => noticed);
const equivalent = (judged: Judged[]) =>
  judged.filter(({ mutant, noticed }) => !noticed && mutant.equivalent !== undefined);
const survived = (judged: Judged[]) =>
  judged.filter(({ mutant, noticed }) => !noticed && mutant.equivalent === undefined);

const shown = ({ from, to }: Mutant) => `${from} -> ${to === '' ? 'nothing' : to}`.replaceAll('\n', ' ');
