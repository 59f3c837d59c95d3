import * as z from 'zod';

const Value = z.union([z.number(), z.string()]);

/** What was measured of one case, by what it is, with its unit: `{ 'time, s': 1.03 }`. */
const Case = z.object({ name: z.string(), values: z.record(z.string(), Value) });

/** What a value of a case is to be. */
const Goal = z.object({
  case: z.string(),
  value: z.string(),
  atMost: z.number().optional(),
  atLeast: z.number().optional(),
});

/** What a benchmark measured. */
export const Result = z.object({
  cases: z.array(Case),
  goals: z.array(Goal),
  /** How many accounts were done after so many seconds, by what is drawn: `[[10, 20], [20, 40]]`. */
  curves: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))).optional(),
  /** What a reader of the table has to know. */
  note: z.string(),
});
export type Result = z.infer<typeof Result>;
export type Case = z.infer<typeof Case>;
export type Goal = z.infer<typeof Goal>;

/** A goal with what was measured for it. */
export interface Judged extends Goal {
  measured: number;
  isMet: boolean;
}

/** The goals of a result. Where several cases have the same one, the case that is the farthest from it. */
export function judged({ cases, goals }: Pick<Result, 'cases' | 'goals'>): Judged[] {
  const worst = new Map<string, Judged & { slack: number }>();
  for (const goal of goals) {
    const measured = cases.find(({ name }) => name === goal.case)?.values[goal.value];
    if (typeof measured !== 'number') continue;
    const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = goal;
    const slack = Math.min(atMost - measured, measured - atLeast);
    const key = JSON.stringify([goal.value, goal.atMost, goal.atLeast]);
    if (slack < (worst.get(key)?.slack ?? Number.POSITIVE_INFINITY))
      worst.set(key, { ...goal, measured, isMet: slack >= 0, slack });
  }
  return [...worst.values()];
}
