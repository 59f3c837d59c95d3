import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTS, readCounts, sentenceOf } from '../../docs/generate/counts.ts';

/** Where `npm run docs -- --count` wants the counts; otherwise they are compared with those it kept. */
const { COUNTS_FOLDER } = process.env;

/**
 * Counts what a suite tries, and prints the counts in one line at its end:
 * `crash points: 840 tried, 360 failed at first`.
 *
 * `isStated` is to stand last in the suite: the test that the documents have these counts.
 */
export function tally<Counted extends string>(suite: string, counted: readonly Counted[]) {
  const counts = new Map<Counted, number>(counted.map((name) => [name, 0]));
  afterAll(() => process.stdout.write(`${suite}: ${sentenceOf(Object.fromEntries(counts))}\n`));
  return {
    count: (name: Counted, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by),
    isStated: () =>
      it(`docs/reliability-counts.json has what ${suite} tried; where it is stale, run npm run docs -- --count`, () => {
        const now = { [suite]: Object.fromEntries(counts) };
        if (COUNTS_FOLDER !== undefined)
          writeFileSync(join(COUNTS_FOLDER, `${suite}.json`), JSON.stringify(now));
        else expect(now).toEqual({ [suite]: readCounts(COUNTS)[suite] });
      }),
  };
}
