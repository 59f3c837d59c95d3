import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import type { Ask, Scenario } from '../recording.ts';
import { AUDIT, allowing, READ_ONLY, trusting, VENDOR } from './documents.ts';

/** Lists that come in pages. */
export const pages: Scenario = {
  name: 'pages',
  async ask(ask, { management, members: [{ iam }] }) {
    const AssumeRolePolicyDocument = trusting(VENDOR);
    const role = { RoleName: 'paged-1' };
    const Tags = ['a', 'b', 'c', 'd', 'e'].map((Key) => ({ Key, Value: 'x' }));
    for (const number of [3, 1, 5, 2, 4])
      await iam.send(
        new CreateRoleCommand({
          RoleName: `paged-${number}`,
          Path: '/paged/',
          AssumeRolePolicyDocument,
          Tags,
        }),
      );
    for (const PolicyArn of [AUDIT, READ_ONLY, 'arn:aws:iam::aws:policy/AdministratorAccess'])
      await iam.send(new AttachRolePolicyCommand({ ...role, PolicyArn }));
    for (const PolicyName of ['c', 'a', 'b'])
      await iam.send(new PutRolePolicyCommand({ ...role, PolicyName, PolicyDocument: allowing('ec2:*') }));
    await follow(ask, 'roles', async (page) => {
      const { Roles = [], ...rest } = await iam.send(
        new ListRolesCommand({ PathPrefix: '/paged/', MaxItems: 2, ...page }),
      );
      return { items: Roles.map(({ Arn }) => Arn), ...rest };
    });
    await follow(ask, 'tags', async (page) => {
      const { Tags: tags = [], ...rest } = await iam.send(
        new ListRoleTagsCommand({ ...role, MaxItems: 2, ...page }),
      );
      return { items: tags.map(({ Key }) => Key), ...rest };
    });
    await follow(ask, 'managed policies', async (page) => {
      const command = new ListAttachedRolePoliciesCommand({ ...role, MaxItems: 2, ...page });
      const { AttachedPolicies = [], ...rest } = await iam.send(command);
      return { items: AttachedPolicies.map(({ PolicyArn }) => PolicyArn), ...rest };
    });
    await follow(ask, 'inline policies', async (page) => {
      const { PolicyNames = [], ...rest } = await iam.send(
        new ListRolePoliciesCommand({ ...role, MaxItems: 2, ...page }),
      );
      return { items: PolicyNames, ...rest };
    });
    await follow(ask, 'accounts', async ({ Marker: NextToken }) => {
      const command = new ListAccountsCommand({ MaxResults: 2, NextToken });
      const { Accounts = [], NextToken: Marker } = await management.organizations.send(command);
      return { items: Accounts.map(({ Id }) => Id), Marker };
    });
  },
};

interface Page {
  items: (string | undefined)[];
  IsTruncated?: boolean | undefined;
  Marker?: string | undefined;
}

/** Asks for every page, each by its number, and says what came in all; which items come first is not promised. */
async function follow(ask: Ask, what: string, list: (page: { Marker?: string }) => Promise<Page>) {
  const all: Page['items'] = [];
  let Marker: string | undefined;
  for (let number = 1; number === 1 || Marker !== undefined; number++) {
    const page = await ask(`${what}, page ${number}`, async () => {
      const { items, IsTruncated, Marker: next } = await list(Marker === undefined ? {} : { Marker });
      all.push(...items);
      return { length: items.length, IsTruncated, Marker: next };
    });
    Marker = page.Marker;
  }
  await ask(`${what} in all`, async () => ({ all }));
}
