import { OrganizationsClient } from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import type { NewAccount } from '../../../emulators/aws/create-account.ts';
import { organizationOf } from '../../../lib/aws/organization.ts';
import {
  AccessDeniedError,
  AccountNotFoundError,
  AwsRejectedError,
  AwsUnavailableError,
} from '../../../lib/errors.ts';
import { ACCOUNT, type SceneOptions, scene } from '../../scene.ts';
import { serve } from '../server.ts';

const management = '111122223333';

const arnOf = (partition: string) =>
  `arn:${partition}:organizations::${management}:account/o-exampleorgid/${ACCOUNT}`;

/** The organization of a scene; the client does not retry. */
async function open(options: SceneOptions = {}) {
  const { world } = await scene(options);
  const credentials = world.aws.addPrincipal({
    arn: `arn:${world.aws.state.partition}:iam::${management}:user/admin`,
  });
  const client = new OrganizationsClient({
    endpoint: world.aws.url,
    region: world.environment['AWS_REGION'] ?? '',
    credentials,
    maxAttempts: 1,
  });
  return { world, organization: organizationOf(client) };
}

/** What was asked of Organizations, beyond describing the account. */
const asked = ({ network }: Awaited<ReturnType<typeof open>>['world']) =>
  network.calls.map(({ name }) => name).filter((name) => name !== 'organizations:DescribeAccount');

describe('a member is known by', () => {
  it('its id, name, partition and time of joining', async () => {
    const joinedAt = new Date('2026-11-20T08:26:57.000Z');
    const { organization } = await open({ account: { name: 'Sandbox', joinedAt } });
    expect(await organization.member(ACCOUNT)).toMatchObject({
      account: {
        id: ACCOUNT,
        name: 'Sandbox',
        partition: 'aws',
        organizationId: 'o-exampleorgid',
        joinedAt: '2026-11-20T08:26:57.000Z',
      },
      state: 'ACTIVE',
      isManagementAccount: false,
    });
  });

  it('the partition of its organization', async () => {
    const { organization } = await open({ partition: 'aws-us-gov' });
    expect(await organization.member(ACCOUNT)).toMatchObject({ account: { partition: 'aws-us-gov' } });
  });

  it.each(['PENDING_ACTIVATION', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'] as const)(
    'its state %s',
    async (state) => {
      const { organization } = await open({
        account: { state },
        switches: { aws: { accountStatus: 'present' } },
      });
      expect((await organization.member(ACCOUNT)).state).toBe(state);
    },
  );

  it('being the management account', async () => {
    const { organization } = await open();
    expect(await organization.member(management)).toMatchObject({ isManagementAccount: true });
  });

  it('its tags, which are asked for only when needed', async () => {
    const tags = Object.fromEntries(
      Array.from({ length: 30 }, (_, number) => [`tag-${number}`, `${number}`]),
    );
    const { world, organization } = await open({ account: { tags: { ...tags, empty: '' } } });
    const member = await organization.member(ACCOUNT);
    expect(asked(world)).toEqual([]);
    expect(await member.tags()).toEqual({ ...tags, empty: '' });
  });

  it('its root and units, which its own description has', async () => {
    const units = ['ou-exam-workload', 'ou-exam-sandbox1'];
    const { world, organization } = await open({ account: { units } });
    const member = await organization.member(ACCOUNT);
    expect(await member.ancestors()).toEqual(['r-exam', ...units]);
    expect(asked(world)).toEqual([]);
  });

  it('its root and units by their parents, where its own description has none', async () => {
    const units = ['ou-exam-workload', 'ou-exam-sandbox1'];
    const { organization } = await open({
      account: { units },
      switches: { aws: { accountPaths: 'absent' } },
    });
    const member = await organization.member(ACCOUNT);
    expect(await member.ancestors()).toEqual(['r-exam', ...units]);
  });

  it('tags and units that are asked for once, however often they are needed', async () => {
    const { world, organization } = await open({ account: { tags: { a: 'b' } } satisfies NewAccount });
    const { tags } = await organization.member(ACCOUNT);
    await Promise.all([tags(), tags()]);
    await tags();
    expect(asked(world)).toEqual(['organizations:ListTagsForResource']);
  });
});

describe('an Organizations that is older than this code', () => {
  const parents: Record<string, string> = {
    [ACCOUNT]: 'ou-exam-sandbox1',
    'ou-exam-sandbox1': 'ou-exam-workload',
    'ou-exam-workload': 'r-exam',
  };
  const Request = v.object({ ChildId: v.optional(v.string()) });

  /** Answers as it did before it had State and Paths. */
  async function older(description: object = {}) {
    const { url, received } = await serve((request, response) => {
      const { ChildId } = v.parse(Request, JSON.parse(received.at(-1)?.body ?? ''));
      const arn = `arn:aws:organizations::${management}:account/o-exampleorgid/${ACCOUNT}`;
      const answer = String(request.headers['x-amz-target']).endsWith('.ListParents')
        ? { Parents: [{ Id: parents[ChildId ?? ''] }] }
        : { Account: { Id: ACCOUNT, Arn: arn, Name: 'Sandbox', ...description } };
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
    const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
    const client = new OrganizationsClient({
      endpoint: url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    return { received, member: () => organizationOf(client).member(ACCOUNT) };
  }

  it('has the state as Status', async () => {
    const { member } = await older({ Status: 'SUSPENDED' });
    expect((await member()).state).toBe('SUSPENDED');
  });

  it('has the state twice, and State counts', async () => {
    const { member } = await older({ Status: 'SUSPENDED', State: 'CLOSED' });
    expect((await member()).state).toBe('CLOSED');
  });

  it('has no state at all, so nothing is assumed', async () => {
    const { member } = await older();
    await expect(member()).rejects.toThrow(AwsRejectedError);
    await expect(member()).rejects.toThrow(/account 444455556666.*neither State nor Status/);
  });

  it('has no time of joining', async () => {
    const { member } = await older({ Status: 'ACTIVE' });
    expect((await member()).account).toEqual({
      id: ACCOUNT,
      name: 'Sandbox',
      partition: 'aws',
      organizationId: 'o-exampleorgid',
    });
  });

  it('has units one parent at a time, up to the root', async () => {
    const { member, received } = await older({ Status: 'ACTIVE' });
    expect(await (await member()).ancestors()).toEqual(['r-exam', 'ou-exam-workload', 'ou-exam-sandbox1']);
    expect(received.slice(1).map(({ body }) => JSON.parse(body))).toEqual([
      { ChildId: ACCOUNT },
      { ChildId: 'ou-exam-sandbox1' },
      { ChildId: 'ou-exam-workload' },
    ]);
  });
});

describe('an answer of Organizations that comes too early', () => {
  const early = async (call: string, body: object, status = 200) => {
    const opened = await open({
      switches: { aws: { accountPaths: 'absent' } },
      account: { tags: { env: 'x' } },
    });
    opened.world.network.faults = [
      { to: 'aws', call, times: 1, answer: { status, headers: JSON_1_1, body: JSON.stringify(body) } },
    ];
    return opened.organization.member(ACCOUNT);
  };
  const JSON_1_1 = { 'content-type': 'application/x-amz-json-1.1' };

  it('with a page of no parents is followed to the next page', async () => {
    const member = await early('ListParents', { Parents: [], NextToken: 'more' });
    expect(await member.ancestors()).toEqual(['r-exam']);
  });

  it.each([
    ['any parent', []],
    ['the id of the parent', [{ Type: 'ROOT' }]],
  ])('without %s is AwsUnavailableError, and no filter sees an empty list', async (_, Parents) => {
    const member = await early('ListParents', { Parents });
    await expect(member.ancestors()).rejects.toThrow(AwsUnavailableError);
    await expect(member.ancestors()).rejects.toThrow('no parent is in the answer');
  });

  it('with a tag that has no key has the others', async () => {
    const member = await early('ListTagsForResource', {
      Tags: [{ Value: 'nobody knows of what' }, { Key: 'env', Value: 'x' }],
    });
    expect(await member.tags()).toEqual({ env: 'x' });
  });

  it('and has no root in the path is asked for again', async () => {
    const described = {
      Account: { Id: ACCOUNT, Arn: arnOf('aws'), State: 'ACTIVE', Paths: ['o-exampleorgid/'] },
    };
    expect(await (await early('DescribeAccount', described)).ancestors()).toEqual(['r-exam']);
  });

  it.each([
    ['ListParents', 'ChildNotFoundException', (member: Member) => member.ancestors()],
    ['ListTagsForResource', 'TargetNotFoundException', (member: Member) => member.tags()],
  ])('of %s and does not know the account is AwsUnavailableError', async (call, name, ask) => {
    const asked = ask(await early(call, { __type: name, Message: 'not here' }, 400));
    await expect(asked).rejects.toThrow(AwsUnavailableError);
    await expect(asked).rejects.toThrow(`${name} not here`);
    await expect(asked).rejects.toHaveProperty('cause.name', name);
  });

  it.each([
    ['of a partition that nobody knows', arnOf('aws-eusc')],
    ['with something before the ARN', ` ${arnOf('aws')}`],
    ['with something after the ARN', `${arnOf('aws')}0`],
  ])('%s is AwsRejectedError', async (_, Arn) => {
    const described = early('DescribeAccount', { Account: { Id: ACCOUNT, Arn, State: 'ACTIVE' } });
    await expect(described).rejects.toThrow(AwsRejectedError);
    await expect(described).rejects.toThrow('an answer that does not fit: Arn: ');
  });
});

describe('what fails has a name', () => {
  it('an account that is not of the organization is AccountNotFoundError', async () => {
    const { organization } = await open();
    const member = organization.member('999999999999');
    await expect(member).rejects.toThrow(AccountNotFoundError);
    await expect(member).rejects.toThrow(/describe account 999999999999.*doesn't exist/);
    await expect(member).rejects.toHaveProperty('cause.name', 'AccountNotFoundException');
  });

  it('throttling that the client could not wait out is AwsUnavailableError', async () => {
    const { organization } = await open({ switches: { aws: { organizationsThrottled: true } } });
    const many = Promise.all(Array.from({ length: 40 }, () => organization.member(ACCOUNT)));
    await expect(many).rejects.toThrow(AwsUnavailableError);
    await expect(many).rejects.toThrow('TooManyRequestsException');
  });

  it.each([
    ['DescribeAccount', 'describe account 444455556666', async () => undefined],
    ['ListTagsForResource', 'list the tags of account 444455556666', async (member: Member) => member.tags()],
  ])('a refused %s is AccessDeniedError', async (operation, tried, ask) => {
    const { world } = await scene();
    const credentials = world.aws.addPrincipal({
      arn: `arn:aws:iam::${management}:user/limited`,
      policies: [
        { Statement: [{ Effect: 'Allow', NotAction: `organizations:${operation}`, Resource: '*' }] },
      ],
    });
    const client = new OrganizationsClient({
      endpoint: world.aws.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    const attempt = organizationOf(client).member(ACCOUNT).then(ask);
    await expect(attempt).rejects.toThrow(AccessDeniedError);
    await expect(attempt).rejects.toThrow(`Tried to ${tried} at AWS Organizations: `);
    await expect(attempt).rejects.toThrow(`organizations:${operation}`);
    await expect(attempt).rejects.toThrow('Next: compare the permissions of PlanEnrollmentRole');
  });
});

type Member = Awaited<ReturnType<ReturnType<typeof organizationOf>['member']>>;
