import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { Result } from './result.ts';

/** The results that docs/performance.md is made from: when and on what each was measured, and how long that took. */
const Recorded = z.record(
  z.string(),
  z.object({ measuredAt: z.iso.date(), machine: z.string(), tookSeconds: z.number(), ...Result.shape }),
);
export type Recorded = z.infer<typeof Recorded>;

/** The file that keeps the results of the last run that was asked to. */
export const RECORDED = fileURLToPath(new URL('../docs/performance.json', import.meta.url));

/** Reads it. @throws {Error} it is not there {z.ZodError} it is of another form */
export const recorded = (): Recorded => Recorded.parse(JSON.parse(readFileSync(RECORDED, 'utf8')));
