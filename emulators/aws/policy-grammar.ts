import { listed, type PolicyDocument, type Statement, statementsOf } from './policy-document.ts';
import { resourceError } from './policy-resource.ts';

/**
 * What IAM refuses in a policy whose elements have the right types, in IAM's words and order.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @see https://github.com/getmoto/moto/blob/master/moto/iam/policy_validation.py which was written from IAM's answers
 */
export function grammarError(policy: PolicyDocument): string | undefined {
  const statements = statementsOf(policy);
  const resources = statements.flatMap(({ Resource, NotResource }) => listed(Resource ?? NotResource));
  const errors = [
    ...statements.map(operatorError),
    ...statements.map(dateError),
    sidError(statements),
    statements.some(isIdle) ? 'Policy statement must contain actions.' : undefined,
    ...resources.map(resourceError),
    ...statements.flatMap(({ Action, NotAction }) => listed(Action ?? NotAction).map(actionError)),
    ...statements.flatMap(keysOf).map((key) => (key.includes(':') ? undefined : PREFACED)),
  ];
  return errors.find((error) => error !== undefined);
}

const PREFACED = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';

/** `IfExists` can follow any operator but `Null`. */
const OPERATOR =
  /^(For(Any|All)Values?:)?(Null$|(String(Not)?(Equals(IgnoreCase)?|Like)|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?$)/;

const operatorError = ({ Condition = {} }: Statement) =>
  Object.keys(Condition).every((operator) => OPERATOR.test(operator))
    ? undefined
    : 'Syntax errors in policy.';

/** A date is in the W3C's profile of ISO 8601, or in seconds since 1970. */
function dateError({ Condition = {} }: Statement): string | undefined {
  const dates = Object.entries(Condition).flatMap(([operator, keys]) =>
    /^(\w+:)?Date/.test(operator) ? Object.values(keys).flatMap((values) => listed(values).map(String)) : [],
  );
  const isDate = (value: string) =>
    /^\d+$/.test(value) || (/^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value)));
  return dates.every(isDate) ? undefined : 'The policy failed legacy parsing';
}

function sidError(statements: Statement[]): string | undefined {
  const sids = statements.flatMap(({ Sid }) => Sid || []);
  if (new Set(sids).size < sids.length) return 'Statement IDs (SID) in a single policy must be unique.';
  if (sids.every((sid) => /^[0-9A-Za-z]*$/.test(sid))) return undefined;
  return 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*';
}

const isIdle = ({ Action, NotAction }: Statement) => listed(Action ?? NotAction).length === 0;

function actionError(action: string): string | undefined {
  if (action === '*') return undefined;
  const [vendor = '', ...rest] = action.split(':');
  if (rest.length === 0) return PREFACED;
  if (rest.length > 1) return 'Actions/Condition can contain only one colon.';
  return vendor === '*' || /^[a-zA-Z0-9.-]+$/.test(vendor) ? undefined : `Vendor ${vendor} is not valid`;
}

const keysOf = ({ Condition = {} }: Statement) => Object.values(Condition).flatMap(Object.keys);
