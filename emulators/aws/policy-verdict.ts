import { type Context, conditionsHold } from './policy-condition.ts';
import { listed, type PolicyDocument, type Statement, statementsOf } from './policy-document.ts';
import { arnFits, fits } from './policy-pattern.ts';
import { names, type Pins, type Principal } from './policy-principal.ts';

/**
 * What policies are asked: may this action be done on this resource, under these conditions?
 * With `principal` they are read as resource-based policies, without it as identity-based ones.
 */
export interface Question {
  action: string;
  resource: string;
  context: Context;
  principal?: Principal;
  pins?: Pins;
}

/** A Deny statement denies explicitly; what no statement allows is denied implicitly. */
export type Verdict = 'allowed' | 'explicitly denied' | 'implicitly denied';

/**
 * What a set of policies says together; an explicit deny wins.
 * A condition that cannot be evaluated never allows and always denies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function verdict(policies: PolicyDocument[], question: Question): Verdict {
  const statements = policies.flatMap(statementsOf).filter((statement) => speaksOf(statement, question));
  const holding = statements.filter(
    ({ Condition, Effect }) => conditionsHold(Condition, question.context) ?? Effect === 'Deny',
  );
  if (holding.some(({ Effect }) => Effect === 'Deny')) return 'explicitly denied';
  return holding.length > 0 ? 'allowed' : 'implicitly denied';
}

function speaksOf(statement: Statement, question: Question): boolean {
  return covers(statement, question) && concerns(statement, question) && addresses(statement, question);
}

function covers({ Action, NotAction }: Statement, { action }: Question): boolean {
  const matches = (pattern: string) => fits(pattern.toLowerCase(), action.toLowerCase());
  return NotAction === undefined ? listed(Action).some(matches) : !listed(NotAction).some(matches);
}

function concerns({ Resource, NotResource }: Statement, { resource, principal }: Question): boolean {
  const matches = (pattern: string) => arnFits(pattern, resource);
  if (NotResource !== undefined) return !listed(NotResource).some(matches);
  // A trust policy has no Resource: it speaks of the role that it belongs to.
  return Resource === undefined ? principal !== undefined : listed(Resource).some(matches);
}

function addresses({ Principal }: Statement, { principal, pins }: Question): boolean {
  if (principal === undefined) return Principal === undefined;
  return names(Principal, principal, pins ?? new Map());
}
