import type { Offboarded } from './offboard-each.ts';

/** What a dry run of offboardings found, in words of a plan: an execution names what it would do as if it had. */
export const asPlan = (plan: Offboarded[]) =>
  plan.map(({ outcomes, ...each }) => ({
    ...each,
    outcomes: outcomes.map((outcome) => ({
      ...outcome,
      outcome: WOULD[outcome.outcome] ?? outcome.outcome,
      ...('role' in outcome && {
        role: { ...outcome.role, outcome: WOULD[outcome.role.outcome] ?? outcome.role.outcome },
      }),
    })),
  }));

const WOULD: Record<string, string> = {
  forgotten: 'would-forget',
  'role-removed': 'would-remove-role',
  'role-left-behind': 'would-leave-role',
};
