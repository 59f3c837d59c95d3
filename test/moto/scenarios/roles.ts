import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import type { Scenario } from '../recording.ts';
import { AUDIT, READ_ONLY, trusting, VENDOR } from './documents.ts';

const AssumeRolePolicyDocument = trusting(VENDOR, 'f1e2d3c4b5a69788');

/** A role from its creation to its end. */
export const roles: Scenario = {
  name: 'roles',
  async ask(ask, { members: [{ iam }] }) {
    const plain = { RoleName: 'plain' };
    const full = { RoleName: 'full', Path: '/rollcall/test/' };
    await ask('create a plain role', () =>
      iam.send(new CreateRoleCommand({ ...plain, AssumeRolePolicyDocument })),
    );
    await ask('read it', () => iam.send(new GetRoleCommand(plain)));
    await ask('create a role with everything', () =>
      iam.send(
        new CreateRoleCommand({
          ...full,
          AssumeRolePolicyDocument,
          Description: 'Lets a vendor read.',
          MaxSessionDuration: 7200,
          Tags: [
            { Key: 'managed-by', Value: 'rollcall' },
            { Key: 'rollcall:vendor', Value: 'cloudcraft' },
          ],
          PermissionsBoundary: READ_ONLY,
        }),
      ),
    );
    await ask('read that', () => iam.send(new GetRoleCommand({ RoleName: 'full' })));
    await ask('list by path', () => iam.send(new ListRolesCommand({ PathPrefix: '/rollcall/' })));
    await ask('list by a path that nothing has', () =>
      iam.send(new ListRolesCommand({ PathPrefix: '/none/' })),
    );
    await ask('update it', () =>
      iam.send(new UpdateRoleCommand({ ...plain, Description: 'x', MaxSessionDuration: 3600 })),
    );
    await ask('read the update', () => iam.send(new GetRoleCommand(plain)));
    await ask('put a boundary', () =>
      iam.send(new PutRolePermissionsBoundaryCommand({ ...plain, PermissionsBoundary: AUDIT })),
    );
    await ask('read the boundary', () => iam.send(new GetRoleCommand(plain)));
    await ask('take the boundary away', () => iam.send(new DeleteRolePermissionsBoundaryCommand(plain)));
    await ask('read it without', () => iam.send(new GetRoleCommand(plain)));
    await ask('update its duration only', () =>
      iam.send(new UpdateRoleCommand({ ...plain, MaxSessionDuration: 43_200 })),
    );
    await ask('read that its description stays', () => iam.send(new GetRoleCommand(plain)));
    await ask('list its instance profiles', () => iam.send(new ListInstanceProfilesForRoleCommand(plain)));
    await ask('delete it', () => iam.send(new DeleteRoleCommand(plain)));
    await ask('read it no more', () => iam.send(new GetRoleCommand(plain)));
    await ask('list its instance profiles no more', () =>
      iam.send(new ListInstanceProfilesForRoleCommand(plain)),
    );
    await ask('delete the other', () => iam.send(new DeleteRoleCommand({ RoleName: 'full' })));
    await ask('list none', () => iam.send(new ListRolesCommand({ PathPrefix: '/rollcall/' })));
  },
};
