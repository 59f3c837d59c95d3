import { RoleNotOursError } from '../errors.ts';
import { type ActualRole, losses, type Repair } from './drift.ts';
import { samePolicy } from './policy.ts';
import type { WantedRole } from './wanted.ts';

/** What the advice of a {RoleNotOursError} has in it where an operator may let Rollcall take over the role. */
export const ADOPT = '"adopt": true';

/**
 * Passes a role that Rollcall may repair: one that has our tags for this vendor, one that has exactly the wanted trust
 * policy and would lose nothing, or any other one that an operator lets Rollcall take over.
 *
 * @returns what a role that the vendor uses, with exactly the wanted trust policy, would lose: it is covered, and to be
 * left as it is; nothing for a role that may be repaired
 * @throws {RoleNotOursError} otherwise
 */
export function requireOurs(wanted: WantedRole, actual: ActualRole): string[] {
  const refuse = (answered: string, next: string) =>
    new RoleNotOursError({ tried: `ensure the role ${wanted.arn}`, answered, next });
  if (actual.arn !== wanted.arn) {
    throw refuse(
      `a role of that name exists as ${actual.arn}`,
      'IAM cannot move a role: delete it there, or change roleName or the role path',
    );
  }
  if (hasOurTags(wanted, actual)) return [];
  const vendor = actual.tags['rollcall:vendor'];
  if (actual.tags['managed-by'] === 'rollcall' && vendor !== undefined) {
    throw refuse(`it is the role of ${vendor}`, "give each vendor's role its own roleName");
  }
  if (wanted.adopt) return [];
  if (!samePolicy(actual.trust, wanted.trust)) {
    throw refuse(
      'a role of that name exists without our tags and with another trust policy; it was left as it is',
      `delete the role if nothing else needs it, or use ${ADOPT} to replace its trust policy, policies and tags`,
    );
  }
  const lost = removed(wanted, actual);
  if (lost.length === 0 || wanted.used) return lost;
  throw refuse(
    `it does not have our tags, and a repair would remove ${lost.join(', ')}; it was left as it is`,
    `find out who else manages the role, or use ${ADOPT} to have that removed or replaced`,
  );
}

/**
 * Refuses a role that Rollcall assumes in accounts, whatever its tags and whatever an operator permits: with another
 * trust policy a vendor could assume it, as an administrator, and nobody else any more. Names of roles differ by more
 * than their case.
 *
 * @param arn the ARN that a vendor wants a role to have
 * @throws {RoleNotOursError}
 */
export function requireNoAccessRole(arn: string, accessRoles: string[]): void {
  const name = arn.split('/').at(-1)?.toLowerCase();
  if (!accessRoles.some((accessRole) => accessRole.toLowerCase() === name)) return;
  throw new RoleNotOursError({
    tried: `ensure the role ${arn}`,
    answered: 'an access role has that name; nothing was read or changed',
    next: "give the vendor's role another roleName, or fix its registration at the vendor",
  });
}

/** What somebody else gave the role and would lose, in words. */
function removed(wanted: WantedRole, actual: ActualRole): string[] {
  const manager = actual.tags['managed-by'];
  return [
    ...losses(wanted, actual).map(inWords),
    ...(manager === undefined || manager === wanted.tags['managed-by']
      ? []
      : [`the tag managed-by=${manager}`]),
  ];
}

function inWords(loss: Repair): string {
  if ('policyArn' in loss) return loss.policyArn;
  if ('policyName' in loss) return loss.policyName;
  return 'boundaryArn' in loss ? 'its permissions boundary' : 'its longer sessions';
}

const hasOurTags = ({ tags }: WantedRole, actual: ActualRole) =>
  Object.entries(tags).every(([key, value]) => actual.tags[key] === value);
