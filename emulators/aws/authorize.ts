import type { Asking, Need } from './asking.ts';
import { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import { contextOf } from './context.ts';
import { resourceControl, serviceControl } from './control-policies.ts';
import { everything } from './managed-policies.ts';
import { arnParts } from './policy-pattern.ts';
import { type Verdict, verdict } from './policy-verdict.ts';

/** The kind of policy that refuses, by an explicit deny or by allowing nothing. */
export interface Refusal {
  kind: string;
  explicit: boolean;
}

/**
 * Lets a request pass that policies allow.
 *
 * @throws AwsError AccessDenied, worded as AWS words it
 */
export function authorize(asking: Asking, need: Need): void {
  const refusal = refusalOf(asking, need);
  if (refusal !== undefined) throw denied(asking.caller, need, refusal);
}

/**
 * What refuses a request, if anything: an explicit deny anywhere wins; then each kind of policy has to allow.
 * Resource-based policies are not looked at.
 *
 * @param spared the kinds of policy that need not allow, since a resource-based policy does
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function refusalOf(asking: Asking, need: Need, spared: string[] = []): Refusal | undefined {
  const verdicts = verdictsOn(asking, need);
  const denying = verdicts.find(([, each]) => each === 'explicitly denied');
  if (denying !== undefined) return { kind: denying[0], explicit: true };
  const implicit = verdicts.find(([kind, each]) => each === 'implicitly denied' && !spared.includes(kind));
  return implicit === undefined ? undefined : { kind: implicit[0], explicit: false };
}

/**
 * The error of a refused request; AWS gives no reason for an implicit refusal across accounts.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denied(caller: Caller, { action, resource, shown }: Need, refusal?: Refusal): AwsError {
  const words = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${shown ?? resource}`;
  return new AwsError('AccessDenied', refusal === undefined ? words : `${words} ${reason(action, refusal)}`);
}

function reason(action: string, { kind, explicit }: Refusal): string {
  if (!explicit) return `because no ${kind} allows the ${action} action`;
  return `with an explicit deny in ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

function verdictsOn(asking: Asking, need: Need): [kind: string, Verdict][] {
  const { world, caller } = asking;
  const { boundary, session } = caller;
  const question = { action: need.action, resource: need.resource, context: contextOf(asking, need) };
  const owner = arnParts(need.resource)[4] || caller.account;
  return [
    ['resource control policy', verdict(resourceControl(world, owner), { ...question, principal: caller })],
    ...serviceControl(world, caller.account).map((level): [string, Verdict] => [
      'service control policy',
      verdict(level, question),
    ]),
    ['identity-based policy', verdict(caller.identityPolicies, question)],
    ['permissions boundary', verdict([boundary ?? everything], question)],
    ['session policy', verdict(session?.policies ?? [everything], question)],
  ];
}
