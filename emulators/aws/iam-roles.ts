import {
  CreateRole$,
  type CreateRoleRequest,
  DeleteRole$,
  type DeleteRoleRequest,
  GetRole$,
  type GetRoleRequest,
  ListRoles$,
  type ListRolesRequest,
} from '@aws-sdk/client-iam';
import type { Asking } from './asking.ts';
import { AwsError } from './aws-error.ts';
import { requireBoundary } from './iam-boundary.ts';
import {
  checkName,
  checkPath,
  checkSettings,
  noSuchRole,
  onRole,
  ownAccount,
  ownRole,
  roleArn,
} from './iam-role.ts';
import { mergedTags, requestTagKeys, tagList } from './iam-tags.ts';
import { operation } from './operation.ts';
import { iamPage } from './pages.ts';
import type { Role } from './state.ts';
import { readTrust, shownTrust } from './trust-policy.ts';
import { uniqueId } from './unique-id.ts';
import { isWithin } from './world.ts';

/** The operations on whole roles. */
export const roleOperations = [
  operation({
    schema: CreateRole$,
    needs: creationNeeds,
    serve(asking, input) {
      const role = newRole(asking, input);
      ownAccount(asking).roles.set(role.name.toLowerCase(), role);
      return { Role: described(asking, role) };
    },
  }),
  operation({
    schema: GetRole$,
    needs: (asking, input: GetRoleRequest) => [onRole(asking, 'GetRole', input)],
    serve(asking, input) {
      const role = ownRole(asking, input);
      if (!isReadable(asking, role)) throw noSuchRole(role.name);
      return { Role: { ...described(asking, role), RoleLastUsed: lastUse(role) } };
    },
  }),
  operation({
    schema: ListRoles$,
    needs: (asking, { PathPrefix = '/' }: ListRolesRequest) => [
      { action: 'iam:ListRoles', resource: roleArn(asking, PathPrefix, '') },
    ],
    serve(asking, input) {
      const { PathPrefix = '/' } = input;
      const roles = [...ownAccount(asking).roles.values()]
        .filter((role) => role.path.startsWith(PathPrefix) && isReadable(asking, role))
        .sort((one, other) => one.name.localeCompare(other.name));
      const { page, rest } = iamPage(roles, input);
      return {
        Roles: page.map((role) => ({
          ...described(asking, role),
          Tags: undefined,
          PermissionsBoundary: undefined,
        })),
        ...rest,
      };
    },
  }),
  operation({
    schema: DeleteRole$,
    needs: (asking, input: DeleteRoleRequest) => [onRole(asking, 'DeleteRole', input)],
    serve(asking, input) {
      const role = ownRole(asking, input);
      if (role.inline.size > 0) throw conflict('Cannot delete entity, must delete policies first.');
      if (role.attached.size > 0) throw conflict('Cannot delete entity, must detach all policies first.');
      if (role.isInInstanceProfile)
        throw conflict('Cannot delete entity, must remove roles from instance profile first.');
      ownAccount(asking).roles.delete(role.name.toLowerCase());
      return {};
    },
  }),
];

/** Tagging while creating takes the permission to tag as well. */
function creationNeeds(
  asking: Asking,
  { RoleName = '', Path = '/', Tags, PermissionsBoundary }: CreateRoleRequest,
) {
  const need = {
    action: 'iam:CreateRole',
    resource: roleArn(asking, Path, RoleName),
    keys: { 'iam:PermissionsBoundary': PermissionsBoundary, ...requestTagKeys(Tags) },
  };
  return Tags === undefined || Tags.length === 0 ? [need] : [need, { ...need, action: 'iam:TagRole' }];
}

function newRole(asking: Asking, input: CreateRoleRequest): Role {
  const { RoleName: name = '', Path: path = '/', Description: description } = input;
  checkName('roleName', name);
  checkPath(path);
  checkSettings(input);
  const trust = readTrust(asking.world.state, input.AssumeRolePolicyDocument ?? '');
  const tags = mergedTags(new Map(), input.Tags);
  const account = ownAccount(asking);
  if (account.roles.has(name.toLowerCase()))
    throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`);
  if (account.roles.size >= 1000)
    throw new AwsError('LimitExceeded', 'Cannot exceed quota for RolesPerAccount: 1000');
  return {
    ...{ name, path, description, trust, tags },
    id: uniqueId('AROA'),
    arn: roleArn(asking, path, name),
    maxSessionSeconds: input.MaxSessionDuration ?? 3600,
    attached: new Map(),
    inline: new Map(),
    boundary: requireBoundary(account, input.PermissionsBoundary),
    createdAt: new Date(),
  };
}

function described({ world }: Asking, role: Role) {
  const boundary = role.boundary && {
    PermissionsBoundaryType: 'Policy' as const,
    PermissionsBoundaryArn: role.boundary,
  };
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: shownTrust(world.state, role.trust),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    PermissionsBoundary: boundary || undefined,
    Tags: role.tags.size > 0 ? tagList(role.tags) : undefined,
  };
}

const isReadable = ({ world }: Asking, { createdAt }: Role) =>
  !isWithin(world.switches.roleNotReadableSeconds, createdAt);

const lastUse = ({ lastUsed }: Role) =>
  lastUsed === undefined ? {} : { LastUsedDate: lastUsed.at, Region: lastUsed.region };

const conflict = (message: string) => new AwsError('DeleteConflict', message);
