import * as v from 'valibot';
import { NoList } from '../no-list.ts';

const OneOrMany = v.union([v.string(), v.array(v.string())]);
const Scalar = v.union([v.string(), v.boolean(), v.number()]);

const Keys = v.pipe(NoList, v.record(v.string(), v.union([Scalar, v.array(Scalar)])));

const Statement = v.pipe(
  v.strictObject({
    Sid: v.optional(v.string()),
    Effect: v.picklist(['Allow', 'Deny']),
    Principal: v.optional(
      v.union([
        v.literal('*'),
        v.pipe(NoList, v.record(v.picklist(['AWS', 'Service', 'Federated', 'CanonicalUser']), OneOrMany)),
      ]),
    ),
    Action: v.optional(OneOrMany),
    NotAction: v.optional(OneOrMany),
    Resource: v.optional(OneOrMany),
    NotResource: v.optional(OneOrMany),
    Condition: v.optional(v.pipe(NoList, v.record(v.string(), Keys))),
  }),
  v.check((statement) => statement.Action === undefined || statement.NotAction === undefined),
  v.check((statement) => statement.Resource === undefined || statement.NotResource === undefined),
);
export type Statement = v.InferOutput<typeof Statement>;

/**
 * An IAM policy in the JSON policy grammar. `NotPrincipal` is left out: IAM advises against it and no role here needs it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const PolicyDocument = v.strictObject({
  Version: v.optional(v.picklist(['2012-10-17', '2008-10-17'])),
  Id: v.optional(v.string()),
  Statement: v.union(
    [Statement, v.pipe(v.array(Statement), v.minLength(1))],
    'expected a statement or a list of some',
  ),
});
export type PolicyDocument = v.InferOutput<typeof PolicyDocument>;

/** The statements of a policy, also when it has a single one outside a list. */
export const statementsOf = ({ Statement: statements }: PolicyDocument): Statement[] => listed(statements);

/** A policy element that may be one value or a list, as a list. */
export const listed = <T>(oneOrMany: T | T[] | undefined): T[] => {
  if (oneOrMany === undefined) return [];
  return Array.isArray(oneOrMany) ? oneOrMany : [oneOrMany];
};
