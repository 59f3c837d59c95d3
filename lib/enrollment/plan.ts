import * as v from 'valibot';
import { AccountNotReadyError } from '../errors.ts';
import { Account, describeAccount } from '../organization/account.ts';
import { type Filters, leftOutBy } from '../organization/filter.ts';
import type { Member } from '../organization/member.ts';
import { askedVendors } from '../vendors/enabled.ts';
import type { EnrollmentRequest } from './event.ts';
import { NotListedAt } from './not-listed.ts';

/** A vendor that an account is not enrolled with, and why. */
const Skipped = v.object({ vendor: v.string(), reason: v.string() });

/** What an enrollment is to do. */
export const Plan = v.object({
  account: Account,
  /** The vendors to enroll the account with, none when everything is skipped. */
  vendors: v.array(v.string()),
  skipped: v.array(Skipped),
  adopt: v.boolean(),
  dryRun: v.boolean(),
  notListedAt: NotListedAt,
});
export type Plan = v.InferOutput<typeof Plan>;

/** What the deployment says about the accounts and vendors to enroll. */
export interface Scope {
  vendors: string[];
  filters: Filters;
  /** Whether the management account is enrolled like any other. */
  managementAccount: 'ENABLED' | 'DISABLED';
}

/**
 * Decides with which vendors the account is enrolled.
 * @throws {InvalidInputError} an operator asks for a vendor that is not enabled
 * @throws {AccountNotReadyError} the account is about to become active
 */
export async function plan(request: EnrollmentRequest, member: Member, scope: Scope): Promise<Plan> {
  const asked = askedVendors('enrollment', scope.vendors, request.vendors);
  const general = standing(member, scope) ?? (await leftOutBy(scope.filters, member));
  const skipped: Plan['skipped'] = [];
  for (const vendor of asked) {
    const reason = general ?? (await leftOutBy(scope.filters.vendors?.[vendor] ?? {}, member));
    if (reason !== undefined) skipped.push({ vendor, reason });
  }
  const vendors = asked.filter((vendor) => !skipped.some((skip) => skip.vendor === vendor));
  const { adopt, dryRun, notListedAt } = request;
  return { account: member.account, vendors, skipped, adopt, dryRun, notListedAt };
}

/** Why the account cannot be registered with any vendor, in words. @throws {AccountNotReadyError} it is about to become active */
function standing(
  { account, state, isManagementAccount }: Member,
  { managementAccount }: Scope,
): string | undefined {
  if (isManagementAccount && managementAccount === 'DISABLED')
    return 'it is the management account, and managementAccount is DISABLED';
  if (state === 'PENDING_ACTIVATION') throw notActiveYet(account);
  return state === 'ACTIVE' ? undefined : `its state is ${state}`;
}

/** No event reports when it becomes active, so it is waited for. */
const notActiveYet = (account: Account) =>
  new AccountNotReadyError({
    tried: `plan the enrollment of ${describeAccount(account)}`,
    answered: 'its state is PENDING_ACTIVATION',
    next: 'have the account activated, and start the enrollment again',
  });
