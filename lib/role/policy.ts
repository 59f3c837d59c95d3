import * as v from 'valibot';
import { NoList } from '../no-list.ts';
import { sameJson } from '../same-json.ts';

const OneOrMore = v.union([v.string(), v.array(v.string())]);
const ByKey = v.pipe(NoList, v.record(v.string(), OneOrMore));
const Principal = v.union([v.string(), ByKey]);

/**
 * A statement of an IAM policy.
 * IAM may give back a single value as a string or as a list of one.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
const Statement = v.looseObject({
  Effect: v.string(),
  Action: v.optional(OneOrMore),
  NotAction: v.optional(OneOrMore),
  Resource: v.optional(OneOrMore),
  NotResource: v.optional(OneOrMore),
  Principal: v.optional(Principal),
  NotPrincipal: v.optional(Principal),
  Condition: v.optional(v.pipe(NoList, v.record(v.string(), ByKey))),
});

/** An IAM policy document: a trust policy or a permissions policy. */
export const PolicyDocument = v.looseObject({
  Version: v.string(),
  Statement: v.union([Statement, v.array(Statement)]),
});
export type PolicyDocument = v.InferOutput<typeof PolicyDocument>;

/** The statements of a document, whether it holds one or a list. */
export const statements = (document: PolicyDocument) => [document.Statement].flat();

/** The values of an element that is a string, a list or absent. */
export const values = (element: string | string[] | undefined) => [element ?? []].flat();

/**
 * Whether two policy documents mean the same: the order of statements, values and keys, a single value as a string
 * or a list, the case of actions and condition keys, and statement ids make no difference; everything else does.
 */
export function samePolicy(one: unknown, other: unknown): boolean {
  const [left, right] = [v.safeParse(PolicyDocument, one), v.safeParse(PolicyDocument, other)];
  return left.success && right.success && sameJson(canonical(left.output), canonical(right.output));
}

const canonical = (document: PolicyDocument) => ({
  ...document,
  Id: undefined,
  Statement: statements(document).map(canonicalStatement).sort(byJson),
});

const canonicalStatement = ({ Sid: _, ...statement }: v.InferOutput<typeof Statement>) => ({
  ...statement,
  Action: actions(statement.Action),
  NotAction: actions(statement.NotAction),
  Resource: sorted(values(statement.Resource)),
  NotResource: sorted(values(statement.NotResource)),
  Principal: principals(statement.Principal),
  NotPrincipal: principals(statement.NotPrincipal),
  Condition: Object.entries(statement.Condition ?? {})
    .map(([operator, test]) => [operator, byKey(test, (key) => key.toLowerCase())])
    .sort(byJson),
});

const actions = (element: string | string[] | undefined) =>
  sorted(values(element).map((action) => action.toLowerCase()));

const principals = (element: v.InferOutput<typeof Principal> | undefined) =>
  typeof element === 'object' ? byKey(element) : element;

const byKey = (record: Record<string, string | string[]>, rename = (key: string) => key) =>
  Object.entries(record)
    .map(([key, value]) => [rename(key), sorted(values(value))])
    .sort(byJson);

const sorted = (list: string[]) => [...new Set(list)].sort();

const byJson = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
