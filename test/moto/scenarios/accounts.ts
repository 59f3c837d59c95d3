import { CreateRoleCommand, DeleteRoleCommand, GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import type { Scenario } from '../recording.ts';
import { allowing, trusting, VENDOR } from './documents.ts';

/** Several accounts, each by a session of its access role. */
export const accounts: Scenario = {
  name: 'several accounts',
  async ask(ask, { management, members: [first, second], ids: [one] }) {
    const role = { RoleName: 'shared', Path: '/several/' };
    const AssumeRolePolicyDocument = trusting(VENDOR);
    const list = new ListRolesCommand({ PathPrefix: '/several/' });
    await ask('who the first is', () => first.sts.send(new GetCallerIdentityCommand({})));
    await ask('who the second is', () => second.sts.send(new GetCallerIdentityCommand({})));
    await ask('create a role in the first', () =>
      first.iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument })),
    );
    await ask('the second has none', () => second.iam.send(list));
    await ask('the management account has none', () => management.iam.send(list));
    await ask('create the same in the second', () =>
      second.iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument })),
    );
    await ask('read it in the second', () => second.iam.send(new GetRoleCommand({ RoleName: 'shared' })));
    await ask('delete it in the first', () => first.iam.send(new DeleteRoleCommand({ RoleName: 'shared' })));
    await ask('the first has none', () => first.iam.send(list));
    await ask('the second keeps it', () => second.iam.send(list));
    await ask('read the access role', () =>
      first.iam.send(new GetRoleCommand({ RoleName: 'OrganizationAccountAccessRole' })),
    );
    const assume = (fields: Partial<AssumeRoleCommandInput>) => () =>
      management.sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${one}:role/OrganizationAccountAccessRole`,
          RoleSessionName: 'a-session',
          ...fields,
        }),
      );
    await ask('assume', assume({}));
    await ask('assume for 900 seconds', assume({ DurationSeconds: 900 }));
    await ask('assume with a session policy', assume({ Policy: allowing('iam:GetRole') }));
    await ask('assume an unknown role', assume({ RoleArn: `arn:aws:iam::${one}:role/unknown` }));
    await ask(
      'assume in an unknown account',
      assume({ RoleArn: 'arn:aws:iam::999988887777:role/OrganizationAccountAccessRole' }),
    );
  },
};
