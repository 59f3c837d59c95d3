import * as organizations from '@aws-sdk/client-organizations';
import type { Aws } from '../../../emulators/aws/aws.ts';
import { management, member, start } from './start.ts';

const later = (seconds: number) => new Promise((over) => setTimeout(over, seconds * 1000));

/** The events of a name that were put on the bus. */
const named = ({ bus }: Aws, name: string) =>
  bus.events.filter(({ detail }) => 'eventName' in detail && detail.eventName === name);

describe('CreateAccount', () => {
  const create = (input: Partial<organizations.CreateAccountCommandInput> = {}) =>
    new organizations.CreateAccountCommand({ AccountName: 'Payments', Email: 'pay@example.com', ...input });

  it('answers at once, and the account and its events follow', async () => {
    const { aws, admin } = await start();
    const { CreateAccountStatus: begun } = await admin.organizations.send(
      create({ RoleName: 'Admin', Tags: [{ Key: 'team', Value: 'blue' }] }),
    );
    expect(begun).toMatchObject({ State: 'IN_PROGRESS', AccountName: 'Payments' });
    await later(4);
    const { CreateAccountStatus: ended } = await admin.organizations.send(
      new organizations.DescribeCreateAccountStatusCommand({ CreateAccountRequestId: begun?.Id }),
    );
    expect(ended).toMatchObject({ State: 'SUCCEEDED', AccountId: expect.stringMatching(/^\d{12}$/) });
    const { membership, roles } = aws.state.accounts.get(ended?.AccountId ?? '') ?? {};
    expect(membership).toMatchObject({ name: 'Payments', email: 'pay@example.com', state: 'ACTIVE' });
    expect([...(membership?.tags ?? [])]).toEqual([['team', 'blue']]);
    expect([...(roles?.keys() ?? [])]).toEqual(['admin']);
    const [result] = named(aws, 'CreateAccountResult');
    expect(result).toMatchObject({
      'detail-type': 'AWS Service Event via CloudTrail',
      source: 'aws.organizations',
    });
    expect(result?.detail).toMatchObject({
      serviceEventDetails: {
        createAccountStatus: {
          id: begun?.Id,
          state: 'SUCCEEDED',
          accountName: '****',
          accountId: ended?.AccountId,
        },
      },
    });
    expect(named(aws, 'AccountJoinedOrganization')).toMatchObject([
      { detail: { serviceEventDetails: { accountId: ended?.AccountId, joinedMethod: 'CREATED' } } },
    ]);
    expect(named(aws, 'CreateAccount')).toMatchObject([
      { detail: { requestParameters: { email: '****', accountName: '****', roleName: 'Admin' } } },
    ]);
  });

  it('fails for an address that another account has', async () => {
    const { aws, admin } = await start();
    await admin.organizations.send(create({ Email: `${member}@example.com` }));
    await later(4);
    const { CreateAccountStatuses } = await admin.organizations.send(
      new organizations.ListCreateAccountStatusCommand({ States: ['FAILED'] }),
    );
    expect(CreateAccountStatuses).toMatchObject([{ FailureReason: 'EMAIL_ALREADY_EXISTS' }]);
    expect(named(aws, 'CreateAccountResult')).toMatchObject([
      { detail: { serviceEventDetails: { createAccountStatus: { state: 'FAILED' } } } },
    ]);
    expect(aws.state.accounts.size).toBe(2);
  });
});

describe('an account that', () => {
  it('closes is closed some minutes later, with an event for either', async () => {
    const { aws, admin, account } = await start();
    await admin.organizations.send(new organizations.CloseAccountCommand({ AccountId: member }));
    expect(account.membership?.state).toBe('PENDING_CLOSURE');
    expect(named(aws, 'CloseAccount')).toMatchObject([
      { detail: { requestParameters: { accountId: member } } },
    ]);
    await later(200);
    expect(account.membership?.state).toBe('CLOSED');
    expect(named(aws, 'CloseAccountResult')).toMatchObject([
      { detail: { serviceEventDetails: { closeAccountStatus: { accountId: member, state: 'SUCCEEDED' } } } },
    ]);
  });

  it('is removed has departed', async () => {
    const { aws, admin, account } = await start();
    await admin.organizations.send(
      new organizations.RemoveAccountFromOrganizationCommand({ AccountId: member }),
    );
    expect(account.membership).toBeUndefined();
    expect(named(aws, 'RemoveAccountFromOrganization')).toHaveLength(1);
    expect(named(aws, 'AccountDepartedOrganization')).toMatchObject([
      { detail: { serviceEventDetails: { accountId: member, departureMethod: 'REMOVED' } } },
    ]);
  });

  it('leaves has departed; its call is in its own trail', async () => {
    const { aws, admin } = await start();
    const inside = await admin.enter();
    await inside.organizations.send(new organizations.LeaveOrganizationCommand({}));
    expect(aws.bus.events).toMatchObject([
      {
        detail: {
          eventName: 'AccountDepartedOrganization',
          serviceEventDetails: { departureMethod: 'LEFT' },
        },
      },
    ]);
  });
});

it.each([
  {
    what: 'closing a closed account',
    call: new organizations.CloseAccountCommand({ AccountId: member }),
    closed: true,
    error: 'AccountAlreadyClosedException',
  },
  {
    what: 'closing the management account',
    call: new organizations.CloseAccountCommand({ AccountId: management }),
    error: 'ConstraintViolationException',
  },
  {
    what: 'removing the management account',
    call: new organizations.RemoveAccountFromOrganizationCommand({ AccountId: management }),
    error: 'MasterCannotLeaveOrganizationException',
  },
  {
    what: 'moving an account from where it is not',
    call: new organizations.MoveAccountCommand({
      ...{ AccountId: member, SourceParentId: 'ou-exam-00000000', DestinationParentId: 'r-exam' },
    }),
    error: 'SourceParentNotFoundException',
  },
  {
    what: 'moving an account to where it is',
    call: new organizations.MoveAccountCommand({
      ...{ AccountId: member, SourceParentId: 'r-exam', DestinationParentId: 'r-exam' },
    }),
    error: 'DuplicateAccountException',
  },
])('$what ends in $error, and its event has the error code', async ({ call, closed, error }) => {
  const { aws, admin, account } = await start();
  if (closed && account.membership !== undefined) account.membership.state = 'CLOSED';
  const sent: Promise<unknown> = Reflect.apply(admin.organizations.send, admin.organizations, [call]);
  await expect(sent).rejects.toMatchObject({ name: error });
  const [event] = aws.bus.events;
  expect(event).toMatchObject({ detail: { errorCode: error, responseElements: null } });
});

it('the tree of the organization can be built, walked and changed', async () => {
  const { aws, admin } = await start();
  const client = admin.organizations;
  const { Roots: [root] = [] } = await client.send(new organizations.ListRootsCommand({}));
  const unit = async (ParentId: string | undefined, Name: string) =>
    (await client.send(new organizations.CreateOrganizationalUnitCommand({ ParentId, Name })))
      .OrganizationalUnit;
  const outer = await unit(root?.Id, 'workloads');
  const inner = await unit(outer?.Id, 'payments');
  await client.send(
    new organizations.MoveAccountCommand({
      ...{ AccountId: member, SourceParentId: root?.Id, DestinationParentId: inner?.Id },
    }),
  );
  expect(aws.state.accounts.get(member)?.membership?.units).toEqual([outer?.Id, inner?.Id]);
  const { Accounts } = await client.send(
    new organizations.ListAccountsForParentCommand({ ParentId: inner?.Id }),
  );
  expect(Accounts).toMatchObject([{ Id: member }]);
  const children = async (ParentId: string | undefined, ChildType: organizations.ChildType) =>
    (await client.send(new organizations.ListChildrenCommand({ ParentId, ChildType }))).Children;
  expect(await children(inner?.Id, 'ACCOUNT')).toEqual([{ Id: member, Type: 'ACCOUNT' }]);
  expect(await children(outer?.Id, 'ACCOUNT')).toEqual([]);
  expect(await children(outer?.Id, 'ORGANIZATIONAL_UNIT')).toEqual([
    { Id: inner?.Id, Type: 'ORGANIZATIONAL_UNIT' },
  ]);
  const { OrganizationalUnits } = await client.send(
    new organizations.ListOrganizationalUnitsForParentCommand({ ParentId: root?.Id }),
  );
  expect(OrganizationalUnits).toEqual([outer]);
  const { OrganizationalUnit } = await client.send(
    new organizations.DescribeOrganizationalUnitCommand({ OrganizationalUnitId: inner?.Id }),
  );
  expect(OrganizationalUnit).toEqual(inner);
  const tag = { ResourceId: member, Tags: [{ Key: 'team', Value: 'blue' }] };
  await client.send(new organizations.TagResourceCommand(tag));
  await client.send(new organizations.UntagResourceCommand({ ResourceId: member, TagKeys: ['none'] }));
  expect([...(aws.state.accounts.get(member)?.membership?.tags ?? [])]).toEqual([['team', 'blue']]);
  expect(aws.bus.events.map(({ detail }) => ('eventName' in detail ? detail.eventName : ''))).toEqual([
    ...[
      'CreateOrganizationalUnit',
      'CreateOrganizationalUnit',
      'MoveAccount',
      'TagResource',
      'UntagResource',
    ],
  ]);
  expect(aws.bus.events[3]?.detail).toMatchObject({
    requestParameters: { resourceId: member, tags: [{ key: 'team', value: 'blue' }] },
  });
});
