import * as v from 'valibot';
import { explain, Failure } from '../enrollment/outcome.ts';
import { RemovedRole } from '../role/removed.ts';
import type { Listed } from '../vendors/vendor.ts';
import { Deregistered } from './deregister.ts';
import type { OffboardingPlan } from './plan.ts';
import { Found } from './registrations.ts';

/** How one vendor's part of OffboardFromEachVendor ended: what each of its states left behind, as far as it came. */
export const OffboardingRun = v.object({
  vendor: v.string(),
  found: v.optional(Found),
  /** Absent where there was nothing to deregister, and in a dry run. */
  deregistered: v.optional(Deregistered),
  removed: v.optional(RemovedRole),
  failure: v.optional(Failure),
});
export type OffboardingRun = v.InferOutput<typeof OffboardingRun>;

/** The end of one vendor's offboarding, as the audit line reports it. */
export type OffboardingOutcome =
  | {
      vendor: string;
      /** `not-ours`: the vendor knows the account by somebody else's registration alone. */
      outcome: 'forgotten' | 'was-not-known' | 'not-ours';
      registrations: Listed[];
      others: Listed[];
      role: RemovedRole;
    }
  | {
      vendor: string;
      outcome: 'failed';
      state: string;
      error: string;
      cause: string;
      registrations: Listed[];
    }
  | { vendor: string; outcome: 'skipped'; reason: string };

/** The outcome of a vendor's run. The state that failed is the first that left nothing behind. */
export function offboardingOutcome(
  { vendor, found, deregistered, removed, failure }: OffboardingRun,
  { dryRun, role: { stays } }: Pick<OffboardingPlan, 'dryRun' | 'role'>,
): OffboardingOutcome {
  const { own = [], others = [] } = found ?? {};
  const { isRoleInUse = false } = deregistered ?? found ?? {};
  const isForgotten = dryRun || own.length === 0 || deregistered !== undefined;
  const registrations = isForgotten ? together(own, deregistered?.removed) : [];
  if (found === undefined || failure !== undefined) {
    const state =
      found === undefined ? 'FindRegistrations' : isForgotten ? 'RemoveRole' : 'DeregisterAccount';
    return { vendor, outcome: 'failed', state, ...explain(failure), registrations };
  }
  const outcome = registrations.length > 0 ? 'forgotten' : others.length > 0 ? 'not-ours' : 'was-not-known';
  const reason = isRoleInUse ? "somebody else's registration uses it" : stays;
  const role = removed ?? { outcome: 'role-left-behind' as const, changes: [], ...(reason && { reason }) };
  return { vendor, outcome, registrations, others, role };
}

/** What was found before the deletion, and what else was removed: a repeated try does not find what the first one deleted. */
const together = (own: Listed[], removed: Listed[] = []): Listed[] => [
  ...own,
  ...removed.filter(({ id }) => !own.some((each) => each.id === id)),
];
