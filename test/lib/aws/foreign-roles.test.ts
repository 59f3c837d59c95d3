import { CreateRoleCommand, DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { tagList } from '../../../lib/aws/repair-role.ts';
import { ensureRole } from '../../../lib/aws/roles.ts';
import { RoleNotOursError } from '../../../lib/errors.ts';
import type { RoleSpec } from '../../../lib/role/spec.ts';
import { scene } from '../../scene.ts';
import { allowing, spec, tagsOf, trusting, wanted } from '../role-builder.ts';
import { administrator, roleIn } from './member.ts';

const foreign: Partial<RoleSpec> = { trustedPrincipal: 'arn:aws:iam::111111111111:root' };

/** An account in which somebody made a role of the wanted name before. */
async function withRole({ tags = {}, ...role }: Partial<RoleSpec> & { tags?: Record<string, string> }) {
  const { world } = await scene();
  const iam = administrator(world);
  const { name, path, description, ...made } = spec({ description: 'made by hand', ...role });
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      Path: path,
      Description: description,
      AssumeRolePolicyDocument: JSON.stringify(trusting(made)),
      Tags: tagList(tags),
    }),
  );
  const PolicyDocument = JSON.stringify(allowing('s3:*'));
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'by-hand', PolicyDocument }));
  const before = roleIn(world, name);
  const ensure = (adopt = false) => ensureRole(iam, wanted({ adopt }));
  return { iam, before, ensure, role: () => roleIn(world, 'cloudcraft') };
}

describe('a foreign role is refused and left untouched', () => {
  it.each([
    ['when it trusts somebody else', foreign],
    ['when it has another external id', { externalId: 'another-1234567890' }],
    ["when it has somebody else's tags", { ...foreign, tags: { 'managed-by': 'terraform' } }],
  ])('%s', async (_, role) => {
    const there = await withRole(role);
    await expect(there.ensure()).rejects.toThrow(RoleNotOursError);
    expect(there.role()).toEqual(there.before);
  });

  it.each([
    ['an inline policy', {}, 'by-hand'],
    ['its manager', { tags: { 'managed-by': 'terraform' } }, 'by-hand, the tag managed-by=terraform'],
    [
      'its manager, whose tag is written in another case',
      { tags: { 'Managed-By': 'terraform' } },
      'by-hand, the tag managed-by=terraform',
    ],
  ])('when it has the wanted trust policy but would lose %s', async (_, role, lost) => {
    const there = await withRole(role);
    const attempt = there.ensure();
    await expect(attempt).rejects.toThrow(RoleNotOursError);
    await expect(attempt).rejects.toThrow(`would remove ${lost}; it was left as it is`);
    expect(there.role()).toEqual(there.before);
  });
});

describe('a role that was made by hand becomes ours and is repaired', () => {
  it.each([
    ['when it has exactly the wanted trust policy and would lose nothing', {}, false],
    ['when an operator permits it', foreign, true],
    ['when an operator permits it though it has a manager', { tags: { 'managed-by': 'terraform' } }, true],
  ])('%s', async (_, role, adopt) => {
    const there = await withRole(role);
    if (!adopt)
      await there.iam.send(new DeleteRolePolicyCommand({ RoleName: 'cloudcraft', PolicyName: 'by-hand' }));
    expect(await there.ensure(adopt)).toMatchObject({ change: 'repaired' });
    expect(there.role()).toMatchObject({
      trust: trusting(),
      description: spec().description,
      tags: tagsOf('cloudcraft'),
      attached: spec().managedPolicyArns,
      inline: spec().inlinePolicies,
    });
    expect(await there.ensure()).toMatchObject({ change: 'unchanged' });
  });
});
