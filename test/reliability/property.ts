import fc from 'fast-check';
import { tally } from './tally.ts';

const { count, isStated } = tally('properties', ['hold', 'cases']);

/** Not where another number of cases was asked for. */
export const casesAreStated = () => PROPERTY_FACTOR === '1' && isStated();

/** `PROPERTY_SEED` starts elsewhere, `PROPERTY_FACTOR` tries so many times as many cases. */
const { PROPERTY_SEED = '20261122', PROPERTY_FACTOR = '1' } = process.env;

/**
 * A test that holds for everything that is generated. A failure shows the smallest case that fails.
 *
 * @param cases how many to try
 */
export function holds<Values>(sentence: string, cases: number, property: fc.IRawProperty<Values>): void {
  const numRuns = cases * Number(PROPERTY_FACTOR);
  it(sentence, async () => {
    const run = await fc.check(property, { numRuns, seed: Number(PROPERTY_SEED) });
    if (run.failed) throw new Error(fc.defaultReportMessage(run), { cause: run.errorInstance });
    count('hold');
    count('cases', run.numRuns);
  });
}
