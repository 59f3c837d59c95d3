import * as z from 'zod';

const OneOrMany = z.union([z.string(), z.array(z.string())]);
const Scalar = z.union([z.string(), z.boolean(), z.number()]);

const Statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: z
      .union([
        z.literal('*'),
        z.partialRecord(z.enum(['AWS', 'Service', 'Federated', 'CanonicalUser']), OneOrMany),
      ])
      .optional(),
    Action: OneOrMany.optional(),
    NotAction: OneOrMany.optional(),
    Resource: OneOrMany.optional(),
    NotResource: OneOrMany.optional(),
    Condition: z.record(z.string(), z.record(z.string(), z.union([Scalar, z.array(Scalar)]))).optional(),
  })
  .refine((statement) => statement.Action === undefined || statement.NotAction === undefined)
  .refine((statement) => statement.Resource === undefined || statement.NotResource === undefined);
export type Statement = z.infer<typeof Statement>;

/**
 * An IAM policy in the JSON policy grammar. `NotPrincipal` is left out: IAM advises against it and no role here needs it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const PolicyDocument = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.union([Statement, z.array(Statement).min(1)]),
});
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/** The statements of a policy, also when it has a single one outside a list. */
export const statementsOf = ({ Statement: statements }: PolicyDocument): Statement[] => listed(statements);

/** A policy element that may be one value or a list, as a list. */
export const listed = <T>(oneOrMany: T | T[] | undefined): T[] => {
  if (oneOrMany === undefined) return [];
  return Array.isArray(oneOrMany) ? oneOrMany : [oneOrMany];
};
