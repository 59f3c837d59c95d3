import { intermediateRoleArn, startCaller } from './crowdstrike-caller.ts';

const d4c = '/cloud-connect-aws/entities/account/v2';
const newest = '/cloud-security-registration-aws/entities/account/v1';
const account = '111122223333';
const roleArn = `arn:aws:iam::${account}:role/security/crowdstrike`;
const products = [{ product: 'cspm', features: ['iom'] }];

let caller: Awaited<ReturnType<typeof startCaller>>;

beforeEach(async () => {
  caller = await startCaller();
});

afterEach(() => caller.crowdstrike.close());

const post = (path: string, ...resources: object[]) => caller.call(`POST ${path}`, { resources });
const wanted = (fields: object = {}) => ({
  account_id: account,
  use_existing_cloudtrail: true,
  products,
  ...fields,
});
const registered = () => caller.state.registrations.map(({ accountId }) => accountId);
const only = () => {
  const [registration] = caller.state.registrations;
  if (registration === undefined || caller.state.registrations.length > 1) throw new Error('not one');
  return registration;
};

describe('registering through D4C', () => {
  it('gives what a role needs before there is one', async () => {
    const fields = { account_type: 'commercial', iam_role_arn: roleArn, is_master: false };
    const { status, body } = await post(d4c, { account_id: account, ...fields });
    expect(status).toBe(201);
    expect(body).toMatchObject({ errors: [], meta: { writes: { resources_affected: 1 } } });
    expect(body.resources).toEqual([
      expect.objectContaining({
        cid: caller.state.cid,
        account_id: account,
        iam_role_arn: roleArn,
        intermediate_role_arn: intermediateRoleArn,
        external_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        status: 'Event_DiscoverAccountStatusProvisioned',
        is_custom_rolename: true,
        DeletedAt: null,
        aws_permissions_status: [],
        inventory_filter: [],
      }),
    ]);
    expect(body.resources?.[0]).toHaveProperty('external_id', only().externalId);
    expect(caller.network.calls.at(-1)).toMatchObject({ name: `POST ${d4c}`, account, status: 201 });
  });

  it('makes up a role name when none is given, or a blank one', async () => {
    await post(d4c, { account_id: account, iam_role_arn: '' });
    expect(only().iamRoleArn).toMatch(/^arn:aws:iam::111122223333:role\/CrowdStrikeCSPMReader-[a-z0-9]{12}$/);
    expect(only().customRoleName).toBe(false);
  });

  it.each([
    ['account_id', { account_id: '42' }],
    ['iam_role_arn', { account_id: account, iam_role_arn: 'role/x' }],
    ['organization_id', { account_id: account, organization_id: 'x' }],
    ['account_type: x', { account_id: account, account_type: 'x' }],
  ])('refuses a wrong %s', async (field, resource) => {
    const { status, body } = await post(d4c, resource);
    expect([status, body.errors?.[0]?.message]).toEqual([400, `invalid ${field}`]);
    expect(registered()).toEqual([]);
  });

  it.each([
    [
      'the role of another account',
      { iam_role_arn: 'arn:aws:iam::999988887777:role/x' },
      'not of the account',
    ],
    ['a member for the master', { is_master: true }, 'management account'],
  ])('refuses %s, through both families', async (_, field, message) => {
    const wrong = wanted({ account_id: '444455556666', iam_role_arn: undefined, ...field });
    for (const path of [d4c, newest]) {
      const { status, body } = await post(path, wrong);
      expect([status, body.errors?.[0]?.message]).toEqual([400, expect.stringContaining(message)]);
    }
    expect((await post(d4c, { account_id: account, is_master: true })).status).toBe(201);
  });

  it('refuses a body without resources, and one that is not JSON', async () => {
    expect((await caller.call(`POST ${d4c}`, {})).status).toBe(400);
    expect((await caller.call(`POST ${d4c}`, { resources: [] })).status).toBe(400);
    const headers = { authorization: `Bearer ${caller.bearer}` };
    const body = '{"resources":[{"account_id":"111122223333"}]}';
    expect((await caller.send(`POST ${d4c}`, { headers, body })).status).toBe(400);
    const json = { ...headers, 'content-type': 'application/json' };
    expect((await caller.send(`POST ${d4c}`, { headers: json, body: '{' })).status).toBe(400);
    expect(registered()).toEqual([]);
  });

  it('may insist on more fields, on other account types, on roles without a path', async () => {
    caller.switches.requiredFields = 'swagger';
    expect((await post(d4c, { account_id: account })).status).toBe(400);
    caller.switches.requiredFields = 'practice';
    caller.switches.accountTypes = ['commercial', 'gov'];
    expect((await post(d4c, { account_id: account, account_type: 'govcloud' })).status).toBe(400);
    caller.switches.rolePaths = 'refused';
    expect((await post(d4c, { account_id: account, iam_role_arn: roleArn })).status).toBe(400);
    expect((await post(d4c, { account_id: account, account_type: 'gov' })).status).toBe(201);
  });

  it('answers a batch of which one entry is wrong 207, with the others registered', async () => {
    const { status, body } = await post(d4c, { account_id: account }, { account_id: '42' });
    expect([status, body.resources?.length, body.errors?.length]).toEqual([207, 1, 1]);
    expect(registered()).toEqual([account]);
  });

  it('is no longer possible for a customer who was moved, though reading is', async () => {
    await post(d4c, { account_id: account });
    caller.switches.d4cWrites = 'refused';
    expect((await post(d4c, { account_id: '444455556666' })).status).toBe(400);
    expect((await caller.call(`DELETE ${d4c}?ids=${account}`)).status).toBe(400);
    expect((await caller.call(`GET ${d4c}`)).body.resources).toMatchObject([{ d4c_migrated: true }]);
    expect(registered()).toEqual([account]);
  });

  it('may leave out the role to trust, and not admit to a custom name, as old samples do', async () => {
    Object.assign(caller.switches, { intermediateRole: 'absent', isCustomRolename: 'false' });
    const [resource] = (await post(d4c, { account_id: account, iam_role_arn: roleArn })).body.resources ?? [];
    expect(resource).not.toHaveProperty('intermediate_role_arn');
    expect(resource).toHaveProperty('is_custom_rolename', false);
  });
});

describe.each([
  ['D4C', d4c],
  ['the newest family', newest],
])('through %s', (_, path) => {
  it('a registered account is brought to what is wanted, with its external id', async () => {
    await post(path, wanted());
    const { externalId } = only();
    const { status } = await post(path, wanted({ iam_role_arn: roleArn }));
    expect([status, only().iamRoleArn, only().externalId]).toEqual([201, roleArn, externalId]);
  });

  it.each([
    [207, 409, 0],
    [400, 400, 0],
    [409, 409, 1],
  ] as const)(
    'a registered account is answered %i with code %i and %i resources',
    async (status, code, resources) => {
      await post(path, wanted());
      caller.switches.duplicates = status;
      const { iamRoleArn } = only();
      const answer = await post(path, wanted({ iam_role_arn: roleArn }));
      expect(answer.status).toBe(status);
      expect(answer.body.errors).toMatchObject([{ code, id: account }]);
      expect(answer.body.resources).toHaveLength(resources);
      expect(only().iamRoleArn).toBe(iamRoleArn);
    },
  );

  it('another’s account may come back in the place of one’s own', async () => {
    caller.switches.postAnswers = 'stranger';
    const { status, body } = await post(path, wanted());
    expect(status).toBe(207);
    expect(body).toMatchObject({ errors: [{ id: account }], resources: [{ account_id: '999999999999' }] });
    expect(registered()).toEqual([]);
  });

  it.each([
    [207, 1],
    [200, 0],
    [404, 1],
  ] as const)('an unknown id is answered %i with %i errors, beside the known', async (status, errors) => {
    await post(path, wanted());
    caller.switches.unknownOnGet = status;
    const answer = await caller.call(`GET ${path}?ids=${account}&ids=444455556666`);
    expect([answer.status, answer.body.errors?.length, answer.body.resources?.length]).toEqual([
      status,
      errors,
      1,
    ]);
  });

  it('an account becomes operational when its role can be assumed with its external id, and stops being so', async () => {
    await post(path, wanted({ iam_role_arn: roleArn }));
    const status = async () => {
      await caller.call(`GET ${path}?ids=${account}`);
      return only().operational;
    };
    expect(await status()).toBe(false);
    caller.roles.set(roleArn, 'another external id');
    expect(await status()).toBe(false);
    caller.roles.set(roleArn, only().externalId);
    expect(await status()).toBe(true);
    caller.roles.clear();
    expect(await status()).toBe(false);
  });

  it('says what the role lacks, and does not use one that needs no external id', async () => {
    await post(path, wanted({ iam_role_arn: roleArn }));
    caller.roles.set(roleArn, only().externalId);
    expect(await caller.crowdstrike.examine(account)).toEqual([]);
    caller.refused.set('ec2:DescribeInstances', 'no policy allows it');
    expect((await caller.call(`GET ${path}?ids=${account}`)).text).toContain('ec2:DescribeInstances');
    expect(await caller.crowdstrike.examine(account)).toEqual([
      expect.stringContaining('ec2:DescribeInstances'),
    ]);
    caller.refused.clear();
    caller.session.isOpen = true;
    expect(await caller.crowdstrike.examine(account)).toEqual([
      expect.stringContaining('without the external ID'),
    ]);
    await caller.call(`GET ${path}?ids=${account}`);
    expect(only().operational).toBe(false);
  });

  it('an account is not operational before CrowdStrike has had time to look', async () => {
    caller.switches.operationalAfter = 3600;
    await post(path, wanted({ iam_role_arn: roleArn }));
    caller.roles.set(roleArn, only().externalId);
    await caller.call(`GET ${path}?ids=${account}`);
    expect(only().operational).toBe(false);
  });

  it('a deregistered account is forgotten, and comes back with another external id or the same', async () => {
    await post(path, wanted());
    const { externalId } = only();
    const gone = await caller.call(`DELETE ${path}?ids=${account}`);
    expect([gone.status, registered()]).toEqual([200, []]);
    expect(JSON.parse(gone.text)).not.toHaveProperty('resources');
    await post(path, wanted());
    expect(only().externalId).not.toBe(externalId);
    const second = only().externalId;
    await caller.call(`DELETE ${path}?ids=${account}`);
    caller.switches.externalIdOnReturn = 'same';
    await post(path, wanted());
    expect(only().externalId).toBe(second);
  });

  it.each([207, 200, 500] as const)('deregistering an unknown account is answered %i', async (status) => {
    caller.switches.unknownOnDelete = status;
    const answer = await caller.call(`DELETE ${path}?ids=${account}`);
    expect([answer.status, answer.body.errors?.length]).toEqual([status, status === 200 ? 0 : 1]);
  });

  it('one external id may serve all accounts', async () => {
    caller.switches.externalIdScope = 'cid';
    await post(path, wanted(), wanted({ account_id: '444455556666' }));
    const ids = caller.state.registrations.map(({ externalId }) => externalId);
    expect(ids).toEqual([caller.state.externalId, caller.state.externalId]);
  });

  it('accounts are listed in pages, by organization and by status', async () => {
    const ids = Array.from({ length: 5 }, (_none, index) => `10000000000${index}`);
    await post(
      path,
      ...ids.map((id) => wanted({ account_id: id, organization_id: `o-000000000${Number(id) % 2}` })),
    );
    const list = async (query: string) => {
      const { status, body } = await caller.call(`GET ${path}?${query}`);
      return [status, body.meta?.pagination, body.resources?.length];
    };
    expect(await list('')).toEqual([200, { limit: 100, offset: 0, total: 5 }, 5]);
    expect(await list('limit=2&offset=4')).toEqual([200, { limit: 2, offset: 4, total: 5 }, 1]);
    expect(await list('organization-ids=o-0000000001')).toEqual([
      200,
      { limit: 100, offset: 0, total: 2 },
      2,
    ]);
    expect(await list('status=operational')).toMatchObject([200, { total: 0 }, 0]);
    const wrongs = ['limit=0', 'limit=501', 'offset=-1', 'ids=42', 'status=x', 'migrated=x', 'scan-type=x'];
    for (const wrong of wrongs) {
      expect((await caller.call(`GET ${path}?${wrong}`)).status).toBe(400);
    }
    await caller.call(`DELETE ${path}?organization-ids=o-0000000001`);
    expect(registered()).toEqual(['100000000000', '100000000002', '100000000004']);
    expect((await caller.call(`DELETE ${path}`)).status).toBe(400);
  });

  it('a status may be one that no document names', async () => {
    caller.switches.otherStatus = 'Event_DiscoverAccountStatusPaused';
    await post(path, wanted());
    expect((await caller.call(`GET ${path}?ids=${account}`)).text).toContain(
      'Event_DiscoverAccountStatusPaused',
    );
  });
});

describe('the newest family', () => {
  it('nests what a role needs, and reports the status by product', async () => {
    const { status, body } = await post(newest, wanted({ iam_role_arn: roleArn }));
    expect(status).toBe(201);
    expect(body.resources).toMatchObject([
      {
        account_id: account,
        products,
        resource_metadata: {
          external_id: only().externalId,
          iam_role_arn: roleArn,
          intermediate_role_arn: intermediateRoleArn,
        },
        status: [
          {
            product: 'cspm',
            features: [{ feature: 'iom', status: 'Event_DiscoverAccountStatusProvisioned' }],
          },
        ],
      },
    ]);
    expect(body.resources?.[0]).not.toHaveProperty('external_id');
  });

  it('does not show what was registered through D4C', async () => {
    await post(d4c, { account_id: account });
    expect((await caller.call(`GET ${newest}?ids=${account}`)).status).toBe(207);
    await caller.call(`DELETE ${newest}?ids=${account}`);
    expect(registered()).toEqual([account]);
  });

  it.each([
    { of: 'another product', of_products: [{ product: 'xdr', features: [] }], status: 400 },
    { of: 'another feature', of_products: [{ product: 'cspm', features: ['x'] }], status: 400 },
    { of: 'null', of_products: null, status: 201 },
  ])(
    'takes products and features that there are: $of is answered $status',
    async ({ of_products, status }) => {
      expect((await post(newest, wanted({ products: of_products }))).status).toBe(status);
    },
  );

  it('scans at once when it is asked to', async () => {
    caller.switches.operationalAfter = 7200;
    await post(newest, wanted({ iam_role_arn: roleArn }));
    caller.roles.set(roleArn, only().externalId);
    const scans = 'POST /cloud-security-registration-aws/entities/account-scans/v1';
    const { body } = await caller.call(`${scans}?account-ids=${account}&account-ids=444455556666`);
    expect([body.resources, only().operational]).toEqual([[{ success: 1, fail: 1 }], true]);
    const many = Array.from({ length: 51 }, () => `account-ids=${account}`).join('&');
    expect((await caller.call(`${scans}?${many}`)).status).toBe(400);
    expect((await caller.call(scans)).status).toBe(400);
  });

  it('asks whether a trail is there', async () => {
    const { status, body } = await post(newest, { account_id: account });
    expect([status, body.errors?.[0]?.message]).toEqual([400, 'invalid use_existing_cloudtrail']);
  });

  it('changes an account, and answers 207 for one it does not know', async () => {
    await post(newest, wanted());
    const more = [{ product: 'cspm', features: ['iom', 'ioa'] }];
    const change = { account_id: account, products: more, reader_role_arn: roleArn };
    const { status } = await caller.call(`PATCH ${newest}`, { resources: [change] });
    expect([status, only().products, only().iamRoleArn]).toEqual([200, more, roleArn]);
    const less = { account_id: account, disable_products: [{ product: 'cspm', features: ['ioa'] }] };
    await caller.call(`PATCH ${newest}`, { resources: [less] });
    expect(only().products).toEqual([{ product: 'cspm', features: ['iom'] }]);
    const unknown = await caller.call(`PATCH ${newest}`, { resources: [{ account_id: '444455556666' }] });
    expect([unknown.status, unknown.body.errors?.[0]?.code]).toEqual([207, 404]);
    expect((await caller.call(`PATCH ${newest}`, { resources: [{ account_id: 42 }] })).status).toBe(400);
  });

  it('finds the accounts by product, feature and status', async () => {
    await post(newest, wanted(), wanted({ account_id: '444455556666', products: [] }));
    const query = 'GET /cloud-security-registration-aws/queries/account/v1';
    const found = await caller.call(`${query}?products=cspm&features=iom&account-status=provisioned`);
    expect([found.status, found.body.resources]).toEqual([200, [account]]);
    expect((await caller.call(`${query}?products=cspm&features=ioa`)).body.resources).toEqual([]);
    expect((await caller.call(`${query}?products=cspm`)).status).toBe(400);
  });
});
