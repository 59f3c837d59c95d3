import * as v from 'valibot';
import { AccountNotDepartedError } from '../errors.ts';
import { Account, AccountId } from '../organization/account.ts';
import type { Member } from '../organization/member.ts';
import { askedVendors } from '../vendors/enabled.ts';
import type { OffboardingRequest } from './event.ts';

/** The account, with all that Organizations says of it while it has it. */
const DepartingAccount = v.object({ ...v.partial(Account).entries, id: AccountId });

/** A vendor that an account is not offboarded from, and why. */
const Skipped = v.object({ vendor: v.string(), reason: v.string() });

/** What an offboarding is to do. */
export const OffboardingPlan = v.object({
  account: DepartingAccount,
  /** As AWS says it: ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED; or NOT_A_MEMBER. */
  state: v.string(),
  /** The vendors to offboard the account from, none when everything is skipped. */
  vendors: v.array(v.string()),
  skipped: v.array(Skipped),
  dryRun: v.boolean(),
  /** Whether an account that AWS lists as active again is to stay as it is. */
  onlyDeparted: v.boolean(),
  /** What is known by now of the roles: `stays` says why they are not removed. */
  role: v.object({ stays: v.optional(v.string()) }),
});
export type OffboardingPlan = v.InferOutput<typeof OffboardingPlan>;

/** Why a role stays that could be removed, in words. */
export const KEPT = 'the operator keeps it';

/** States in which AWS lets nobody into an account. Source: Organizations User Guide, "Account states". */
const CLOSED_TO_ALL = ['SUSPENDED', 'CLOSED', 'PENDING_ACTIVATION'];

/**
 * Decides from which vendors the account is offboarded, and whether its roles can be removed.
 * @param member undefined when the organization does not have the account
 * @throws {InvalidInputError} an operator asks for a vendor that is not enabled
 * @throws {AccountNotDepartedError} AWS still lists an account as active of which an event of minutes ago says that it departs
 */
export function planOffboarding(
  request: OffboardingRequest,
  member: Pick<Member, 'account' | 'state'> | undefined,
  enabled: string[],
): OffboardingPlan {
  const { accountId, keepRole, dryRun, onlyDeparted } = request;
  const asked = askedVendors('offboarding', enabled, request.vendors);
  const state = member?.state ?? 'NOT_A_MEMBER';
  const isActive = state === 'ACTIVE' || state === 'PENDING_ACTIVATION';
  if (isActive && onlyDeparted) requireOld(request, state);
  const isSkipped = isActive && onlyDeparted;
  const stays = keepRole ? KEPT : unreachable(state);
  return {
    account: member?.account ?? { id: accountId },
    state,
    vendors: isSkipped ? [] : asked,
    skipped: isSkipped ? asked.map((vendor) => ({ vendor, reason: `its state is ${state}` })) : [],
    ...{ dryRun, onlyDeparted },
    role: stays === undefined ? {} : { stays },
  };
}

/** Why nobody can assume an access role in the account, in words. */
function unreachable(state: string): string | undefined {
  if (state === 'NOT_A_MEMBER') return 'the account is not in the organization';
  return CLOSED_TO_ALL.includes(state) ? `the account's state is ${state}` : undefined;
}

/** So long, in milliseconds, Organizations may show an account as it was before an event. */
const STALE_AT_MOST = 15 * 60_000;

/** An old event may be of an account that was reopened, or invited again, since. */
function requireOld({ accountId, departedAt = 0 }: OffboardingRequest, state: string): void {
  if (Date.now() - departedAt > STALE_AT_MOST) return;
  throw new AccountNotDepartedError({
    tried: `plan the offboarding of account ${accountId}`,
    answered: `its state is still ${state}`,
    next: `start the offboarding with {"accountId":"${accountId}"} if the account is to be offboarded all the same`,
  });
}
