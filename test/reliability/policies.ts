import fc from 'fast-check';
/** A statement, and a policy document, as they are written. */
export type Statement = Record<string, unknown>;
export type Policy = { Version: string; Statement: Statement[] };

type OneOrMore = string | string[];

const oneOrMore = (...choices: string[]): fc.Arbitrary<OneOrMore> =>
  fc.oneof(fc.constantFrom(...choices), fc.uniqueArray(fc.constantFrom(...choices), { minLength: 1 }));

const actions = oneOrMore('sts:AssumeRole', 'sts:TagSession', 'ec2:Describe*', 'iam:GetRole', 'S3:*');
const resources = oneOrMore('*', 'arn:aws:s3:::bucket', 'arn:aws:s3:::Bucket', 'arn:aws:s3:::bucket/*');
const principals = oneOrMore(
  'arn:aws:iam::968898580625:root',
  'arn:aws:iam::292230061137:role/Connector',
  '*',
);
const conditions = fc.dictionary(
  fc.constantFrom('StringEquals', 'StringLike', 'Bool', 'ForAnyValue:StringEquals'),
  fc.dictionary(
    fc.constantFrom('sts:ExternalId', 'aws:PrincipalOrgID', 'aws:SourceIp'),
    oneOrMore('o-exampleorgid', 'f1e2d3c4b5a69788', 'F1E2D3C4B5A69788', ''),
    { minKeys: 1 },
  ),
  { minKeys: 1 },
);
const principal = fc.oneof(
  fc.constant('*'),
  fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated'), principals, { minKeys: 1 }),
);

const statement: fc.Arbitrary<Statement> = fc.record(
  {
    Sid: fc.constantFrom('One', 'Two'),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: actions,
    NotAction: actions,
    Resource: resources,
    NotResource: resources,
    Principal: principal,
    NotPrincipal: principal,
    Condition: conditions,
  },
  { requiredKeys: ['Effect'] },
);

/** A policy document of one to three statements. */
export const policy: fc.Arbitrary<Policy> = fc.record({
  Version: fc.constantFrom('2012-10-17', '2008-10-17'),
  Statement: fc.array(statement, { minLength: 1, maxLength: 3 }),
});
