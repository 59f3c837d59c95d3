import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { Result } from './result.ts';

/** The results that docs/performance.md is made from: when and on what each was measured, and how long that took. */
const Recorded = v.record(
  v.string(),
  v.object({
    measuredAt: v.pipe(v.string(), v.isoDate()),
    machine: v.string(),
    tookSeconds: v.number(),
    ...Result.entries,
  }),
);
export type Recorded = v.InferOutput<typeof Recorded>;

/** The file that keeps the results of the last run that was asked to. */
export const RECORDED = fileURLToPath(new URL('../docs/performance.json', import.meta.url));

/** Reads it. @throws {Error} it is not there {v.ValiError} it is of another form */
export const recorded = (): Recorded => v.parse(Recorded, JSON.parse(readFileSync(RECORDED, 'utf8')));
