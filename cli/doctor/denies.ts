import { arnFits, fits } from '../../emulators/aws/policy-pattern.ts';
import { type PolicyDocument, statements, values } from '../../lib/role/policy.ts';

/** A call that a policy may deny. */
export interface Call {
  action: string;
  resource: string;
  /** The ARN of the role that makes it. */
  principal: string;
}

/** Whether a document denies a call; `perhaps` under conditions on anything but who calls. */
export function denies(document: PolicyDocument, call: Call): 'yes' | 'perhaps' | 'no' {
  const holding = statements(document)
    .filter((statement) => statement.Effect === 'Deny' && speaksOf(statement, call))
    .map(({ Condition = {} }) => holds(Condition, call));
  if (holding.includes('yes')) return 'yes';
  return holding.includes('perhaps') ? 'perhaps' : 'no';
}

type Statement = ReturnType<typeof statements>[number];

function speaksOf(
  { Action, NotAction, Resource, NotResource }: Statement,
  { action, resource }: Call,
): boolean {
  const isOfAction = (pattern: string) => fits(pattern.toLowerCase(), action.toLowerCase());
  const isOfResource = (pattern: string) => arnFits(pattern, resource);
  const acts =
    NotAction === undefined ? values(Action).some(isOfAction) : !values(NotAction).some(isOfAction);
  const concerns =
    NotResource === undefined ? values(Resource).some(isOfResource) : !values(NotResource).some(isOfResource);
  return acts && concerns;
}

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const OF_PRINCIPAL = /^(Arn|String)(Not)?(Like|Equals)$/;

function holds(
  conditions: NonNullable<Statement['Condition']>,
  { principal }: Call,
): 'yes' | 'perhaps' | 'no' {
  const tests = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => {
      const [isKnown, , negated] = OF_PRINCIPAL.exec(operator) ?? [];
      if (isKnown === undefined || key.toLowerCase() !== 'aws:principalarn') return 'perhaps';
      return values(wanted).some((pattern) => fits(pattern, principal)) === (negated === undefined)
        ? 'yes'
        : 'no';
    }),
  );
  if (tests.includes('no')) return 'no';
  return tests.includes('perhaps') ? 'perhaps' : 'yes';
}
