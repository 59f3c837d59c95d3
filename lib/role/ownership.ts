import { RoleNotOursError } from '../errors.ts';
import { type ActualRole, losses, type Repair, type WantedRole } from './drift.ts';
import { samePolicy } from './policy.ts';
import { trustPolicy } from './spec.ts';

/**
 * Lets pass a role that Rollcall may bring to what is wanted: one that bears our tags for this vendor, one that trusts
 * exactly whom it is to trust already and would lose nothing, or any other one that an operator gave into our hands.
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
  if (wanted.adopt) return;
  if (samePolicy(actual.trust, trustPolicy(wanted.spec))) {
    const lost = takenAway(wanted, actual);
    if (lost.length === 0) return;
    const next =
      'see who else manages the role; start the enrollment again with "adopt": true to have that taken away or replaced';
    throw refuse(
      `it has not our tags, and to bring it to what is wanted would take away ${lost.join(', ')}; it was left as it is`,
      next,
    );
  }
  const next =
    'if nothing else needs it, delete it, or start the enrollment again with "adopt": true to have its trust, policies and tags replaced';
  throw refuse(
    'a role of that name exists, has not our tags, and does not trust exactly whom it is to trust; it was left as it is',
    next,
  );
}

/**
 * Refuses a role by which accounts are entered, whatever it bears and whatever an operator says: with another trust it
 * would let in a vendor, as an administrator, and nobody else any more. Names of roles differ by more than their case.
 *
 * @param arn the ARN that a vendor wants a role to have
 * @throws {RoleNotOursError}
 */
export function requireNoAccessRole(arn: string, accessRoles: string[]): void {
  const name = arn.split('/').at(-1)?.toLowerCase();
  if (!accessRoles.some((accessRole) => accessRole.toLowerCase() === name)) return;
  throw new RoleNotOursError({
    tried: `ensure the role ${arn}`,
    said: 'a role of that name lets Rollcall into accounts; nothing was read or changed',
    next: "give the vendor's role another roleName, or mend its registration at the vendor, and start the enrollment again",
  });
}

/** What somebody else gave the role and would lose, in words. */
function takenAway(wanted: WantedRole, actual: ActualRole): string[] {
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

const ours = ({ tags }: WantedRole, actual: ActualRole) =>
  Object.entries(tags).every(([key, value]) => actual.tags[key] === value);
