import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRoleTagsCommand,
  type Tag,
  TagRoleCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import type { Scenario } from '../recording.ts';
import { trusting, VENDOR } from './documents.ts';

/** Tags of roles. */
export const tags: Scenario = {
  name: 'tags',
  async ask(ask, { members: [{ iam }] }) {
    const role = { RoleName: 'tagged' };
    const AssumeRolePolicyDocument = trusting(VENDOR);
    const tag =
      (...Tags: Tag[]) =>
      () =>
        iam.send(new TagRoleCommand({ ...role, Tags }));
    const list = () => iam.send(new ListRoleTagsCommand(role));
    await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument }));
    await ask('list none', list);
    await ask(
      'tag',
      tag({ Key: 'managed-by', Value: 'rollcall' }, { Key: 'rollcall:vendor', Value: 'cloudcraft' }),
    );
    await ask('list two', list);
    await ask('tag with another value', tag({ Key: 'managed-by', Value: 'terraform' }));
    await ask('read the role with its tags', () => iam.send(new GetRoleCommand(role)));
    await ask('tag with an empty value', tag({ Key: 'empty', Value: '' }));
    await ask('untag one, and one that is not there', () =>
      iam.send(new UntagRoleCommand({ ...role, TagKeys: ['managed-by', 'none'] })),
    );
    await ask('list what is left', list);
    await ask('tag with one key twice', tag({ Key: 'twice', Value: '1' }, { Key: 'twice', Value: '2' }));
    await ask(
      'tag with one key in two cases',
      tag({ Key: 'Twice', Value: '1' }, { Key: 'tWICE', Value: '2' }),
    );
    await ask('tag an unknown role', () =>
      iam.send(new TagRoleCommand({ RoleName: 'unknown', Tags: [{ Key: 'a', Value: 'b' }] })),
    );
    await ask('list the tags of an unknown role', () =>
      iam.send(new ListRoleTagsCommand({ RoleName: 'unknown' })),
    );
    await ask('create a role with one key twice', () =>
      iam.send(
        new CreateRoleCommand({
          ...{ RoleName: 'twice', AssumeRolePolicyDocument },
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'A', Value: '2' },
          ],
        }),
      ),
    );
    await iam.send(new DeleteRoleCommand(role));
  },
};
