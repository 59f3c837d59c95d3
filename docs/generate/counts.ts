import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { ROOT } from '../../test/configuration/sources.ts';

/** What each reliability suite tried: suite, what is counted, and how many. */
const Counts = v.record(v.string(), v.record(v.string(), v.number()));
export type Counts = v.InferOutput<typeof Counts>;

/** The file that keeps the counts of the last run that was asked for them. */
export const COUNTS = `${ROOT}docs/reliability-counts.json`;

/** Reads a file of counts. */
export const readCounts = (path: string): Counts => v.parse(Counts, JSON.parse(readFileSync(path, 'utf8')));

/** One suite's counts as a sentence: `712 tried, 224 failed at first`. */
export const sentenceOf = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${count.toLocaleString('en')} ${name}`)
    .join(', ');
