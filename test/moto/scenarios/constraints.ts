import {
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  type Tag,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import type { Scenario } from '../recording.ts';
import { allowing, trusting, VENDOR } from './documents.ts';

const AssumeRolePolicyDocument = trusting(VENDOR);
const names: Record<string, Partial<CreateRoleCommandInput>> = {
  'a name with a slash': { RoleName: 'a/b' },
  'a name of 65 characters': { RoleName: 'n'.repeat(65) },
  'a path without slashes': { Path: 'path' },
  'a path of 513 characters': { Path: `/${'p'.repeat(511)}/` },
  'a description of 1,001 characters': { Description: 'd'.repeat(1001) },
  'sessions of a minute': { MaxSessionDuration: 60 },
  'sessions of a day': { MaxSessionDuration: 86_400 },
};
const sessions: Record<string, Partial<AssumeRoleCommandInput>> = {
  'for 899 seconds': { DurationSeconds: 899 },
  'for more than 12 hours': { DurationSeconds: 43_201 },
  'by a name of one character': { RoleSessionName: 'x' },
  'by a name with a space': { RoleSessionName: 'two words' },
  'by a name of 65 characters': { RoleSessionName: 'n'.repeat(65) },
  'with a session policy that is not JSON': { Policy: 'none' },
  'with a session policy of more than 2,048 characters': { Policy: allowing(`ec2:${'x'.repeat(2048)}`) },
  'with an external id of one character': { ExternalId: 'x' },
  'what is not an ARN': { RoleArn: 'OrganizationAccountAccessRole' },
};

/** Lengths, ranges and characters that the API references state. Each attempt leaves nothing behind. */
export const constraints: Scenario = {
  name: 'constraints',
  async ask(ask, { management, members: [{ iam }], ids: [own] }) {
    for (const [what, fields] of Object.entries(names)) {
      const role = { RoleName: 'constrained', ...fields };
      await ask(`create a role with ${what}`, () =>
        iam.send(new CreateRoleCommand({ AssumeRolePolicyDocument, ...role })),
      );
      await iam.send(new DeleteRoleCommand({ RoleName: role.RoleName })).catch(() => undefined);
    }
    const role = { RoleName: 'constrained' };
    const tag = (Key: string, Value: string): Tag => ({ Key, Value });
    await iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument }));
    for (const [what, wrong] of Object.entries({
      'a key of 129 characters': tag('k'.repeat(129), 'v'),
      'a value of 257 characters': tag('k', 'v'.repeat(257)),
      'a key of wrong characters': tag('wrong!', 'v'),
    }))
      await ask(`tag with ${what}`, () =>
        iam.send(new TagRoleCommand({ ...role, Tags: [tag('good', '1'), wrong] })),
      );
    await ask('tag 51 times', () => iam.send(new TagRoleCommand({ ...role, Tags: numbered(51) })));
    await iam.send(new TagRoleCommand({ ...role, Tags: numbered(30) }));
    await ask('tag 50 times beside 30', () =>
      iam.send(
        new TagRoleCommand({
          ...role,
          Tags: numbered(50).map(({ Key }) => ({ Key: `x${Key}`, Value: 'v' })),
        }),
      ),
    );
    for (const [PolicyName, PolicyDocument] of Object.entries({
      'two words': allowing('ec2:*'),
      long: allowing(`ec2:${'x'.repeat(10_240)}`),
    })) {
      await ask(`put an inline policy: ${PolicyName}`, () =>
        iam.send(new PutRolePolicyCommand({ ...role, PolicyName, PolicyDocument })),
      );
      await iam.send(new DeleteRolePolicyCommand({ ...role, PolicyName })).catch(() => undefined);
    }
    await iam.send(new DeleteRoleCommand(role));
    const assumed = {
      RoleArn: `arn:aws:iam::${own}:role/OrganizationAccountAccessRole`,
      RoleSessionName: 'a-session',
    };
    for (const [what, fields] of Object.entries(sessions))
      await ask(`assume ${what}`, () =>
        management.sts.send(new AssumeRoleCommand({ ...assumed, ...fields })),
      );
    await ask('list by pages of nothing', () =>
      iam.send(new ListRolesCommand({ PathPrefix: '/none/', MaxItems: 0 })),
    );
    await ask('list by pages of more than 1,000', () =>
      iam.send(new ListRolesCommand({ PathPrefix: '/none/', MaxItems: 1001 })),
    );
    await ask('list accounts by pages of 21', () =>
      management.organizations.send(new ListAccountsCommand({ MaxResults: 21 })),
    );
    await ask('create a secret by a wrong name', () =>
      management.secrets.send(new CreateSecretCommand({ Name: 'two words!?', SecretString: 'x' })),
    );
  },
};

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
