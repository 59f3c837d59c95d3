import { type Mutant, mutantsOf } from '../mutant.ts';

const drift = mutantsOf('lib/drift.ts', 'test/lib/drift.test.ts');
const ownership = mutantsOf(
  'lib/ownership.ts',
  'test/lib/ownership.test.ts',
  'test/reliability/security-foreign-roles.test.ts',
);
const accessRole = mutantsOf('lib/ownership.ts', 'test/reliability/security.test.ts');
const roles = mutantsOf('lib/aws/roles.ts', 'test/lib/aws/roles.test.ts');
const reading = mutantsOf(
  'lib/aws/read-role.ts',
  'test/lib/aws/roles.test.ts',
  'test/lib/aws/role-repairs.test.ts',
);
const repairing = mutantsOf('lib/aws/repair-role.ts', 'test/lib/aws/role-repairs.test.ts');
const session = mutantsOf('lib/aws/session-policy.ts', 'test/lib/aws/session-policy.test.ts');

/** Which role is made, repaired or left alone. */
export const roleMutants: Mutant[] = [
  drift('...tagDrift(wanted, actual),', ''),
  drift('!other.includes(item)', 'other.includes(item)'),
  drift('samePolicy(actual.trust, document) ? []', 'true ? []'),
  drift('actual.maxSessionSeconds === maxSessionSeconds', 'true'),
  drift('boundaryArn === actual.boundaryArn', 'false'),
  ownership('if (actual.arn !== arn) {', 'if (false) {'),
  ownership('if (ours(wanted, actual)) return;', 'return;'),
  ownership("actual.tags['managed-by'] === 'rollcall' && vendor !== undefined", 'false'),
  ownership('if (samePolicy(actual.trust, trustPolicy(wanted.spec))) {', 'if (true) {'),
  ownership('if (lost.length === 0) return;', 'return;'),
  accessRole("arn.split('/').at(-1)?.toLowerCase()", "arn.split('/').at(-1)"),
  roles("error.name.startsWith('EntityAlreadyExists')", 'false'),
  roles('Tags: tagList(tags),', ''),
  roles('PermissionsBoundary: boundaryArn,', ''),
  roles('isUnknownRole(error) ? notShown(wanted) :', ''),
  roles('found === undefined ? await create(iam, wanted) : undefined', 'await create(iam, wanted)'),
  reading('decodeURIComponent(document)', 'document'),
  reading("error.name.startsWith('NoSuchEntity')", 'false'),
  reading('found.push(...AttachedPolicies', 'found.splice(0, 99, ...AttachedPolicies', {
    tests: ['test/lib/aws/role-pages.test.ts'],
  }),
  repairing('if (!isGone(error) || isUnknownRole(error)) throw error;', 'throw error;'),
  session("Effect: 'Deny',", "Effect: 'Allow',"),
  session(':role/*/', ':role/*/*', { tests: ['test/reliability/properties.test.ts'] }),
  session("'DetachRolePolicy',", ''),
];
