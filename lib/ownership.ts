import type { ActualRole, WantedRole } from './drift.ts';
import { RoleNotOursError } from './errors.ts';
import { samePolicy } from './policy.ts';
import { trustPolicy } from './role.ts';

/**
 * Lets pass a role that Rollcall may bring to what is wanted: one that bears our tags for this vendor, one that trusts
 * exactly whom it is to trust already, or any other one that an operator gave into our hands.
 *
 * @param arn the ARN that the role is to have
 * @param adopt an operator's word that a role without our tags may be taken over
 * @throws {RoleNotOursError} otherwise
 */
export function requireOurs(wanted: WantedRole & { adopt: boolean }, actual: ActualRole, arn: string): void {
  const refuse = (said: string, next: string) =>
    new RoleNotOursError({ tried: `ensure the role ${arn}`, said, next });
  if (actual.arn !== arn) {
    const next =
      'IAM cannot move a role: delete it there or change roleName or the role path, and start the enrollment again';
    throw refuse(`a role of that name exists as ${actual.arn}`, next);
  }
  if (ours(wanted, actual)) return;
  const vendor = actual.tags['rollcall:vendor'];
  if (actual.tags['managed-by'] === 'rollcall' && vendor !== undefined) {
    throw refuse(
      `it is the role of ${vendor}`,
      "give each vendor's role its own roleName, and start the enrollment again",
    );
  }
  if (wanted.adopt || samePolicy(actual.trust, trustPolicy(wanted.spec))) return;
  const next =
    'if nothing else needs it, delete it, or start the enrollment again with "adopt": true to have its trust, policies and tags replaced';
  throw refuse(
    'a role of that name exists, has not our tags, and does not trust exactly whom it is to trust; it was left as it is',
    next,
  );
}

const ours = ({ tags }: WantedRole, actual: ActualRole) =>
  Object.entries(tags).every(([key, value]) => actual.tags[key] === value);
