import {
  type InstanceProfile,
  ListInstanceProfilesForRole$,
  type ListInstanceProfilesForRoleRequest,
} from '@aws-sdk/client-iam';
import { onRole, ownRole } from './iam-role.ts';
import { operation } from './operation.ts';
import { iamPage } from './pages.ts';
import type { Role } from './state.ts';
import { uniqueId } from './unique-id.ts';

/** The instance profiles that a role is in. */
export const instanceProfileOperations = [
  operation({
    schema: ListInstanceProfilesForRole$,
    needs: (asking, input: ListInstanceProfilesForRoleRequest) => [
      onRole(asking, 'ListInstanceProfilesForRole', input),
    ],
    serve(asking, input) {
      const role = ownRole(asking, input);
      const { page, rest } = iamPage(role.isInInstanceProfile ? [profileOf(role)] : [], input);
      return { InstanceProfiles: page, ...rest };
    },
  }),
];

/** A profile of the role's own name, as the console makes it. */
const profileOf = ({ name, path, id, arn, createdAt: CreateDate }: Role): InstanceProfile => ({
  ...{ Path: path, InstanceProfileName: name, InstanceProfileId: uniqueId('AIPA') },
  ...{ Arn: arn.replace(':role/', ':instance-profile/'), CreateDate },
  Roles: [{ Path: path, RoleName: name, RoleId: id, Arn: arn, CreateDate }],
});
