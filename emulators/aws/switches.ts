import * as v from 'valibot';
import { accountSwitches } from './account-switches.ts';
import { PolicyDocument } from './policy-document.ts';

const seconds = v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)), 0);

/**
 * How the emulated AWS may misbehave; every default is the normal behaviour.
 * Durations are emulated seconds. The object may be changed while the emulator runs.
 */
export const AwsSwitches = v.strictObject({
  /** From CreateAccount to its result, and to the account. */
  accountCreationSeconds: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)), 3),
  /** From joining the organization, AssumeRole of an account's access roles is refused for so long. */
  accountNotReadySeconds: seconds,
  /** How that refusal reads. Both occur in the field just after an account's creation. */
  accountNotReadyAs: v.optional(v.picklist(['AccessDenied', 'RegionDisabledException']), 'AccessDenied'),
  /** From joining, Organizations neither lists nor describes the account for so long. */
  accountNotListedSeconds: seconds,
  /** From its creation or a change of its trust policy, AssumeRole of a role is refused for so long; not of access roles. */
  roleNotAssumableSeconds: seconds,
  /** From its creation, GetRole and ListRoles do not see a role for so long, while CreateRole says that it exists. */
  roleNotReadableSeconds: seconds,
  /** From attaching, ListAttachedRolePolicies does not see a managed policy for so long. */
  attachmentNotListedSeconds: seconds,
  /** Service control policies of every member account, beside those of the account itself. */
  serviceControlPolicies: v.optional(v.array(PolicyDocument), []),
  /** Service control policies in place of `FullAWSAccess`, by the id of the root, a unit or an account. */
  controlPoliciesOf: v.optional(v.record(v.string(), v.array(PolicyDocument)), {}),
  /** Resource control policies of every member account, beside `RCPFullAWSAccess`. */
  resourceControlPolicies: v.optional(v.array(PolicyDocument), []),
  /** Whether Organizations still answers the field `Status`, retired on 2026-09-09 in favour of `State`. */
  accountStatus: v.optional(v.picklist(['absent', 'present']), 'absent'),
  /** Whether Organizations answers the field `Paths`, which came on 2026-03-31. */
  accountPaths: v.optional(v.picklist(['present', 'absent']), 'present'),
  /** ListAccounts begins with an empty page that carries a NextToken, as its documentation warns. */
  emptyAccountsPage: v.optional(v.boolean(), false),
  /** Enforces the documented rates and bursts of Organizations. */
  organizationsThrottled: v.optional(v.boolean(), false),
  /** AssumeRole answers with a session of this account, whichever account was asked for. */
  assumeRoleAnswersFor: v.optional(v.string()),
  ...accountSwitches,
});
export type AwsSwitches = v.InferOutput<typeof AwsSwitches>;
