import { document, rows, section } from '../configuration/markdown.ts';

/**
 * Counts what a suite tries, and prints the counts in one line at its end:
 * `crash points: 840 tried, 360 red at first`.
 *
 * `isStated` is to stand last in the suite: the test that the README's table has these counts in the row of the suite.
 */
export function tally<Counted extends string>(suite: string, counted: readonly Counted[]) {
  const counts = new Map<Counted, number>(counted.map((name) => [name, 0]));
  const told = () => [...counts].map(([name, count]) => `${count.toLocaleString('en')} ${name}`).join(', ');
  afterAll(() => process.stdout.write(`${suite}: ${told()}\n`));
  return {
    count: (name: Counted, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by),
    isStated: () =>
      it(`README.md states what the suite of ${suite} tried`, () => {
        const stated = rows(section(document('README.md'), 'Reliability'));
        expect(stated.find(([first]) => first === suite)?.at(-1)).toBe(told());
      }),
  };
}
