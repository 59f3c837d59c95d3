import * as v from 'valibot';

const Value = v.union([v.number(), v.string()]);

/** What was measured of one case, by what it is, with its unit: `{ 'time, s': 1.03 }`. */
const Case = v.object({ name: v.string(), values: v.record(v.string(), Value) });

/** What a value of a case is to be. */
const Goal = v.object({
  case: v.string(),
  value: v.string(),
  atMost: v.optional(v.number()),
  atLeast: v.optional(v.number()),
});

/** What a benchmark measured. */
export const Result = v.object({
  cases: v.array(Case),
  goals: v.array(Goal),
  /** How many accounts were done after so many seconds, by what is drawn: `[[10, 20], [20, 40]]`. */
  curves: v.optional(v.record(v.string(), v.array(v.strictTuple([v.number(), v.number()])))),
  /** What a reader of the table has to know. */
  note: v.string(),
});
export type Result = v.InferOutput<typeof Result>;
export type Case = v.InferOutput<typeof Case>;
export type Goal = v.InferOutput<typeof Goal>;

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
