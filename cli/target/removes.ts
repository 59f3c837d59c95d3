import type { Offboarded } from './offboard-each.ts';

/** Whether an offboarding would remove something, as its dry run says; also where that failed at one vendor alone. */
export const removes = ({ status, error, outcomes }: Offboarded): boolean =>
  status === 'SUCCEEDED'
    ? outcomes.some(
        (each) => each.outcome === 'forgotten' || ('role' in each && each.role.outcome === 'role-removed'),
      )
    : error === 'OffboardingIncompleteError';

/**
 * Refuses ids that are misspelt, most likely.
 * @throws Error naming those that neither the organization nor a vendor knows
 */
export function requireKnown(plan: Offboarded[]): void {
  const unknown = plan.filter(
    ({ state, outcomes }) =>
      state === 'NOT_A_MEMBER' && outcomes.every(({ outcome }) => outcome === 'was-not-known'),
  );
  if (unknown.length === 0) return;
  const [{ outcomes } = { outcomes: [] }] = unknown;
  const ids = unknown.map(({ account }) => account).join(', ');
  const vendors = outcomes.map(({ vendor }) => vendor).join(' or ');
  throw new Error(
    `${ids} is not known to the organization, nor to ${vendors}: compare its id with "aws organizations list-accounts"; nothing was changed`,
  );
}
