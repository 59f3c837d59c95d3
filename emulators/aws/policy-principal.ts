import { listed, type Statement } from './policy-document.ts';
import { arnParts } from './policy-pattern.ts';

/**
 * Who makes a request.
 *
 * - `arn`: as GetCallerIdentity shows it, for a role the ARN of its session
 * - `principalArn`: the user's or the role's own ARN; `principalId` its unique id
 */
export interface Principal {
  arn: string;
  principalArn: string;
  principalId: string;
  account: string;
}

/** Unique ids of the principals that a policy named when it was stored, by ARN. */
export type Pins = ReadonlyMap<string, string>;

/**
 * Whether a resource-based policy's `Principal` names the one who asks.
 * A role or user named by ARN means the one that bore it when the policy was stored: a recreated one is another.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function names(element: Statement['Principal'], who: Principal, pins: Pins): boolean {
  if (element === undefined) return false;
  if (element === '*') return true;
  return listed(element.AWS).some((named) => namesOne(named, who, pins));
}

function namesOne(named: string, who: Principal, pins: Pins): boolean {
  if (named === '*') return true;
  if (named === who.account || named === rootOf(who)) return true;
  if (named === who.arn && named !== who.principalArn) return true;
  return named === who.principalArn && (pins.get(named) ?? who.principalId) === who.principalId;
}

/**
 * The kinds of policy that need not allow, within an account, what a resource-based policy allows to this element.
 * A whole account only lends its permissions: its identities still need policies of their own.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export function sparedBy(element: Statement['Principal'], who: Principal): string[] {
  const named = element === '*' ? ['*'] : listed(element?.AWS);
  if (named.some((each) => each === '*' || each === who.arn))
    return ['identity-based policy', 'permissions boundary', 'session policy'];
  return named.includes(who.principalArn) ? ['identity-based policy'] : [];
}

const rootOf = ({ principalArn, account }: Principal) =>
  `arn:${arnParts(principalArn)[1]}:iam::${account}:root`;
