import * as organizations from '@aws-sdk/client-organizations';
import { management, member, start } from './start.ts';

const describeAccount = (AccountId: string) => new organizations.DescribeAccountCommand({ AccountId });

describe('Organizations', () => {
  it('describes an account by what it joined with', async () => {
    const { aws, admin } = await start();
    const joinedAt = new Date('2026-05-28T10:00:00Z');
    aws.createAccount({
      id: '777788889999',
      name: 'sandbox',
      email: 's@example.com',
      units: ['ou-exam-workloads', 'ou-exam-sandboxes'],
      joinedMethod: 'INVITED',
      joinedAt,
    });
    const { Account } = await admin.organizations.send(describeAccount('777788889999'));
    expect(Account).toEqual({
      Id: '777788889999',
      Arn: `arn:aws:organizations::${management}:account/o-exampleorgid/777788889999`,
      Name: 'sandbox',
      Email: 's@example.com',
      State: 'ACTIVE',
      JoinedMethod: 'INVITED',
      JoinedTimestamp: joinedAt,
      Paths: ['o-exampleorgid/r-exam/ou-exam-workloads/ou-exam-sandboxes/777788889999/'],
    });
  });

  it('may still answer the retired status', async () => {
    const { aws, admin } = await start({ accountStatus: 'present' });
    aws.createAccount({ id: member, state: 'CLOSED' });
    const { Account } = await admin.organizations.send(describeAccount(member));
    expect(Account).toMatchObject({ State: 'CLOSED', Status: 'SUSPENDED' });
  });

  it.each([
    ['999999999999', 'AccountNotFoundException'],
    ['12', 'InvalidInputException'],
  ])('answers for the account id %s with %s', async (id, name) => {
    const { admin } = await start();
    await expect(admin.organizations.send(describeAccount(id))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('lists 20 accounts a page at most', async () => {
    const { aws, admin } = await start();
    for (let more = 0; more < 43; more += 1) aws.createAccount();
    const sizes: (number | undefined)[] = [];
    for await (const page of organizations.paginateListAccounts({ client: admin.organizations }, {}))
      sizes.push(page.Accounts?.length);
    expect(sizes).toEqual([20, 20, 5]);
  });

  it('does not accept a larger page', async () => {
    const { admin } = await start();
    await expect(
      admin.organizations.send(new organizations.ListAccountsCommand({ MaxResults: 21 })),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('may begin with an empty page', async () => {
    const { admin } = await start({ emptyAccountsPage: true });
    const pages: (string | undefined)[][] = [];
    for await (const page of organizations.paginateListAccounts({ client: admin.organizations }, {}))
      pages.push(page.Accounts?.map(({ Id }) => Id) ?? []);
    expect(pages).toEqual([[], [management, member]]);
  });

  it('may not know a new account for a while', async () => {
    const { aws, admin } = await start({ accountNotListedSeconds: 60 });
    const list = () => admin.organizations.send(new organizations.ListAccountsCommand({}));
    expect((await list()).Accounts).toHaveLength(1);
    await expect(admin.organizations.send(describeAccount(member))).rejects.toMatchObject({
      name: 'AccountNotFoundException',
    });
    aws.createAccount({ id: member, joinedAt: new Date(0) });
    expect((await list()).Accounts).toHaveLength(2);
  });

  it('no longer knows an account that left', async () => {
    const { account, admin } = await start();
    delete account.membership;
    await expect(admin.organizations.send(describeAccount(member))).rejects.toMatchObject({
      name: 'AccountNotFoundException',
    });
  });

  it('begins to close an account, once', async () => {
    const { account, admin } = await start();
    const close = () =>
      admin.organizations.send(new organizations.CloseAccountCommand({ AccountId: member }));
    await close();
    expect(account.membership?.state).toBe('PENDING_CLOSURE');
    await expect(close()).rejects.toMatchObject({ name: 'AccountAlreadyClosedException' });
  });

  it('removes an account, but not its own', async () => {
    const { account, admin } = await start();
    const remove = (AccountId: string) =>
      admin.organizations.send(new organizations.RemoveAccountFromOrganizationCommand({ AccountId }));
    await remove(member);
    expect(account.membership).toBeUndefined();
    await expect(remove(member)).rejects.toMatchObject({ name: 'AccountNotFoundException' });
    await expect(remove(management)).rejects.toMatchObject({
      name: 'MasterCannotLeaveOrganizationException',
    });
  });

  it('answers to the management account alone', async () => {
    const { aws, as, admin } = await start();
    const inside = await admin.enter();
    await expect(inside.organizations.send(describeAccount(member))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
    const outside = as(aws.addPrincipal({ arn: 'arn:aws:iam::968898580625:user/vendor' }));
    await expect(outside.organizations.send(describeAccount(member))).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
  });

  it('answers only what policies allow', async () => {
    const { aws, as } = await start();
    const nobody = as(aws.addPrincipal({ arn: `arn:aws:iam::${management}:user/nobody`, policies: [] }));
    await expect(nobody.organizations.send(describeAccount(member))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `organizations:DescribeAccount on resource: arn:aws:organizations::${management}:account/o-exampleorgid/${member}`,
      ),
    });
  });

  it('throttles beyond the burst', async () => {
    const { admin } = await start({ organizationsThrottled: true });
    const describe = () => admin.organizations.send(new organizations.DescribeOrganizationCommand({}));
    await describe();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, describe));
    const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason.name] : []));
    expect(new Set(refused)).toEqual(new Set(['TooManyRequestsException']));
  });
});

describe('a unit and the root', () => {
  const units = ['ou-exam-workload', 'ou-exam-sandbox1'];
  const tagging = { ResourceId: 'r-exam', Tags: [{ Key: 'owner', Value: 'team' }] };

  it('have parents and tags as accounts have', async () => {
    const { account, admin } = await start();
    if (account.membership !== undefined) account.membership.units = units;
    const parent = async (ChildId: string) =>
      (await admin.organizations.send(new organizations.ListParentsCommand({ ChildId }))).Parents;
    expect(await parent(member)).toEqual([{ Id: 'ou-exam-sandbox1', Type: 'ORGANIZATIONAL_UNIT' }]);
    expect(await parent('ou-exam-sandbox1')).toEqual([
      { Id: 'ou-exam-workload', Type: 'ORGANIZATIONAL_UNIT' },
    ]);
    expect(await parent('ou-exam-workload')).toEqual([{ Id: 'r-exam', Type: 'ROOT' }]);
    await admin.organizations.send(new organizations.TagResourceCommand(tagging));
    const tags = async (ResourceId: string) =>
      (await admin.organizations.send(new organizations.ListTagsForResourceCommand({ ResourceId }))).Tags;
    expect(await tags('r-exam')).toEqual(tagging.Tags);
    expect(await tags('ou-exam-workload')).toEqual([]);
  });

  it.each([
    ['the parents of a unit that does not exist', 'ou-exam-nowhere1', 'ChildNotFoundException'],
    ['the parents of the root', 'r-exam', 'InvalidInputException'],
  ])('refuse %s', async (_, ChildId, name) => {
    const { admin } = await start();
    const list = new organizations.ListParentsCommand({ ChildId });
    await expect(admin.organizations.send(list)).rejects.toMatchObject({ name });
  });
});

it.each([
  [{ AccountId: management }, 'ConstraintViolationException'],
  [{ AccountId: member }, 'AccountAlreadyClosedException'],
])('closing %j twice is refused', async (input, name) => {
  const { admin } = await start();
  const close = () => admin.organizations.send(new organizations.CloseAccountCommand(input));
  if (name === 'AccountAlreadyClosedException') await close();
  await expect(close()).rejects.toMatchObject({ name });
});
