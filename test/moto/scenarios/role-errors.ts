import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import type { Scenario } from '../recording.ts';
import { allowing, READ_ONLY, trusting, VENDOR } from './documents.ts';

const AssumeRolePolicyDocument = trusting(VENDOR);

/** What IAM refuses of roles. */
export const roleErrors: Scenario = {
  name: 'refusals of roles',
  async ask(ask, { members: [{ iam }] }) {
    const create = (fields: Partial<CreateRoleCommandInput>) => () =>
      iam.send(new CreateRoleCommand({ RoleName: 'refused', AssumeRolePolicyDocument, ...fields }));
    const known = { RoleName: 'known' };
    const unknown = { RoleName: 'unknown' };
    await iam.send(new CreateRoleCommand({ ...known, AssumeRolePolicyDocument }));
    await ask('create a name again', create(known));
    await ask('create a name again under another path', create({ ...known, Path: '/other/' }));
    await ask('create a name again in another case', create({ RoleName: 'KNOWN' }));
    await ask(
      'create with a boundary that does not exist',
      create({ PermissionsBoundary: 'arn:aws:iam::aws:policy/None' }),
    );
    await ask('read an unknown role', () => iam.send(new GetRoleCommand(unknown)));
    await ask('update an unknown role', () =>
      iam.send(new UpdateRoleCommand({ ...unknown, Description: 'x' })),
    );
    await ask('update the trust of an unknown role', () =>
      iam.send(new UpdateAssumeRolePolicyCommand({ ...unknown, PolicyDocument: AssumeRolePolicyDocument })),
    );
    await ask('put a boundary on an unknown role', () =>
      iam.send(new PutRolePermissionsBoundaryCommand({ ...unknown, PermissionsBoundary: READ_ONLY })),
    );
    await ask('delete an unknown role', () => iam.send(new DeleteRoleCommand(unknown)));
    await ask('read a role in another case', () => iam.send(new GetRoleCommand({ RoleName: 'KNOWN' })));
    await iam.send(new AttachRolePolicyCommand({ ...known, PolicyArn: READ_ONLY }));
    await ask('delete a role with a managed policy', () => iam.send(new DeleteRoleCommand(known)));
    await iam.send(new DetachRolePolicyCommand({ ...known, PolicyArn: READ_ONLY }));
    await iam.send(
      new PutRolePolicyCommand({ ...known, PolicyName: 'x', PolicyDocument: allowing('ec2:*') }),
    );
    await ask('delete a role with an inline policy', () => iam.send(new DeleteRoleCommand(known)));
    await iam.send(new DeleteRolePolicyCommand({ ...known, PolicyName: 'x' }));
    await ask('delete it without', () => iam.send(new DeleteRoleCommand(known)));
  },
};
