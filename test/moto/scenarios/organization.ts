import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations';
import type { Scenario } from '../recording.ts';

/** The organization, its accounts, their tags and places. */
export const organization: Scenario = {
  name: 'organization',
  async ask(ask, { management: { organizations }, members: [member], ids: [first, second] }) {
    const describe = (AccountId: string) => () =>
      organizations.send(new DescribeAccountCommand({ AccountId }));
    const tags = (ResourceId: string) => () =>
      organizations.send(new ListTagsForResourceCommand({ ResourceId }));
    const parents = (ChildId: string) => () => organizations.send(new ListParentsCommand({ ChildId }));
    await ask('describe the organization', () => organizations.send(new DescribeOrganizationCommand({})));
    await ask('list accounts', () => organizations.send(new ListAccountsCommand({})));
    await ask('describe an account', describe(first));
    await ask('describe the other', describe(second));
    await ask('describe an unknown account', describe('999988887777'));
    await ask('describe what is not an account id', describe('none'));
    await ask('list tags', tags(first));
    await ask('list no tags', tags(second));
    await ask('list tags of an unknown account', tags('999988887777'));
    await ask('list the parents of an account in a unit', parents(first));
    await ask('list the parents of an account under the root', parents(second));
    await ask('list the parents of an unknown account', parents('999988887777'));
    await ask('list the parents of what is not an account id', parents('none'));
    await ask('describe the organization from a member', () =>
      member.organizations.send(new DescribeOrganizationCommand({})),
    );
    await ask('list accounts from a member', () => member.organizations.send(new ListAccountsCommand({})));
    await ask('describe an account from a member', () =>
      member.organizations.send(new DescribeAccountCommand({ AccountId: second })),
    );
  },
};
