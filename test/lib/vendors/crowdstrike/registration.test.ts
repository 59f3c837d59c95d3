import {
  VendorRejectedError,
  VendorResponseError,
  VendorThrottledError,
  VendorUnavailableError,
} from '../../../../lib/errors.ts';
import { account } from '../../role-builder.ts';
import { type Opening, openVendor } from '../open-vendor.ts';

const arn = 'arn:aws:iam::444455556666:role/CrowdStrikeCSPMReader';
const gov = { ...account, partition: 'aws-us-gov' as const };
type CrowdstrikeSwitches = NonNullable<NonNullable<Opening['switches']>['crowdstrike']>;

describe.each(['d4c', 'cloud-security'] as const)('by the family %s', (apiFamily) => {
  const open = (crowdstrike: CrowdstrikeSwitches = {}, opening: Opening = {}) =>
    openVendor('crowdstrike', { apiFamily, switches: { crowdstrike }, ...opening });

  /** An account that another execution registered after this one looked. */
  const raced = async (switches: CrowdstrikeSwitches) => {
    const opened = await open(switches);
    await opened.vendor.prepare(account);
    const [made] = opened.world.crowdstrike.state.registrations;
    opened.world.network.faults = [
      {
        to: 'crowdstrike',
        call: '^GET',
        times: 1,
        answer: { status: 207, headers: {}, body: '{"meta":{},"errors":[],"resources":[]}' },
      },
    ];
    return { ...opened, made };
  };

  it('an account is registered with its role before that exists', async () => {
    const { world, vendor, decisions } = await open();
    await vendor.prepare(account);
    const { registrations } = world.crowdstrike.state;
    expect(registrations).toMatchObject([
      {
        family: apiFamily,
        accountId: account.id,
        accountType: 'commercial',
        iamRoleArn: arn,
        isMaster: false,
        organizationId: undefined,
      },
    ]);
    expect(decisions).toEqual([['registered', { registrationId: String(registrations[0]?.id) }]]);
  });

  it.each([207, 200, 404] as const)(
    'an unknown account is registered, whether it is answered %i',
    async (unknownOnGet) => {
      const { world, vendor } = await open({ unknownOnGet });
      await vendor.prepare(account);
      expect(world.crowdstrike.state.registrations).toHaveLength(1);
    },
  );

  it.each([
    ['429', 207, 429, VendorThrottledError],
    ['500', 207, 500, VendorUnavailableError],
    ['503 beside a 200', 200, 503, VendorUnavailableError],
    ['403', 207, 403, VendorRejectedError],
  ])(
    'an account that is registered keeps what it has when looking at it fails inside with %s',
    async (_, status, code, named) => {
      const { world, vendor } = await open();
      await vendor.prepare(account);
      for (const registration of world.crowdstrike.state.registrations)
        Object.assign(registration, { externalId: 'of-the-first-registration', products: [] });
      const before = structuredClone(world.crowdstrike.state.registrations);
      const errors = [{ code, message: 'as it says' }];
      const answer = { status, headers: {}, body: JSON.stringify({ meta: {}, errors, resources: [] }) };
      world.network.faults = [{ to: 'crowdstrike', call: '^GET /cloud', times: 1, answer }];
      const attempt = vendor.prepare(account);
      await expect(attempt).rejects.toThrow(named);
      await expect(attempt).rejects.toThrow('as it says');
      expect(world.crowdstrike.state.registrations).toEqual(before);
      expect(await vendor.prepare(account)).toMatchObject({ externalId: 'of-the-first-registration' });
    },
  );

  it.each([
    ['200 and nothing of CrowdStrike in it', 200, '{}', VendorResponseError],
    ['a page of 404', 404, '<h1>Not found</h1>', VendorRejectedError],
  ])(
    'an account that is registered keeps what it has when the answer is %s',
    async (_, status, body, named) => {
      const { world, vendor } = await open();
      await vendor.prepare(account);
      world.network.faults = [
        { to: 'crowdstrike', call: '^GET /cloud', times: 1, answer: { status, headers: {}, body } },
      ];
      await expect(vendor.prepare(account)).rejects.toThrow(named);
      expect(world.network.calls.filter(({ name }) => name.startsWith('POST /cloud'))).toHaveLength(1);
    },
  );

  it.each([409, 207])(
    'an account that is known and not shown yet is asked for again, a second registration being answered %i',
    async (status) => {
      const { world, vendor } = await open();
      await vendor.prepare(account);
      const errors = (code: number) =>
        JSON.stringify({ meta: {}, errors: [{ code, message: 'as it says' }], resources: [] });
      world.network.faults = [
        { to: 'crowdstrike', call: '^GET /cloud', times: 2, answer: { status: 207, body: errors(404) } },
        { to: 'crowdstrike', call: '^POST /cloud', answer: { status, body: errors(409) } },
      ];
      await expect(vendor.prepare(account)).rejects.toThrow(VendorUnavailableError);
      expect(await vendor.prepare(account)).toMatchObject({ externalId: expect.any(String) });
    },
  );

  it('a success with an error that has no code, and without the account, is a refusal', async () => {
    const { world, vendor } = await open();
    const body = JSON.stringify({ meta: {}, errors: [{ message: 'the account is blocked' }], resources: [] });
    world.network.faults = [{ to: 'crowdstrike', call: '^POST /cloud', answer: { status: 201, body } }];
    const attempt = vendor.prepare(account);
    await expect(attempt).rejects.toThrow(VendorRejectedError);
    await expect(attempt).rejects.toThrow('the account is blocked');
  });

  it.each(['null', 'absent'] as const)('lists without entries may be %s', async (none) => {
    const { world, vendor, port } = await open({ noResources: none, noErrors: none });
    await vendor.prepare(account);
    expect(world.crowdstrike.state.registrations).toHaveLength(1);
    await port.deregister({ accountId: account.id, id: '1' });
    for await (const registration of vendor.registrations()) expect(registration).toBeUndefined();
  });

  it.each([201, 207, 400, 409] as const)(
    'a second registration that is answered %i finds the first',
    async (duplicates) => {
      const { world, vendor, made } = await raced({ duplicates });
      expect(await vendor.prepare(account)).toMatchObject({
        externalId: made?.externalId,
      });
      expect(world.crowdstrike.state.registrations).toHaveLength(1);
    },
  );

  it('a second registration that is refused and finds the first is not tried in another form', async () => {
    const { world, vendor } = await raced({ duplicates: 400 });
    const posts = () => world.network.calls.filter(({ name }) => name.startsWith('POST /cloud')).length;
    const before = posts();
    await vendor.prepare(account);
    expect(posts() - before).toBe(1);
  });

  it("an answer with a stranger's account is not taken for ours", async () => {
    const { world, vendor } = await open({ postAnswers: 'stranger' });
    const prepared = vendor.prepare(account);
    await expect(prepared).rejects.toThrow(VendorUnavailableError);
    await expect(prepared).rejects.toThrow(
      /207 .*failed to register account.*shows no registration of the account/,
    );
    expect(world.crowdstrike.state.registrations).toEqual([]);
  });

  it.each([
    ['429, the account may come later', 207, [422, 429], VendorThrottledError],
    ['500 and more, CrowdStrike is out of order', 207, [422, 503], VendorUnavailableError],
    ['another code, the account is refused', 200, [403], VendorRejectedError],
    ['no code after 201, the account may only not be shown yet', 201, [], VendorUnavailableError],
    ['no code after 200, the answer is not what was promised', 200, [], VendorResponseError],
    ['no code after 207, the answer is not what was promised', 207, [], VendorResponseError],
  ])(
    'of a success without the account, its errors say the rest: with %s',
    async (_, status, codes, named) => {
      const errors = codes.map((code) => ({ code, message: 'as it says', id: account.id }));
      const answer = { status, headers: {}, body: JSON.stringify({ meta: {}, errors, resources: [] }) };
      const { world, vendor } = await open();
      world.network.faults = [{ to: 'crowdstrike', call: '^POST /cloud', times: 1, answer }];
      const prepared = vendor.prepare(account);
      await expect(prepared).rejects.toThrow(named);
      await expect(prepared).rejects.toThrow('CrowdStrike shows no registration of the account');
      expect(world.crowdstrike.state.registrations).toEqual([]);
      await vendor.prepare(account);
      expect(world.crowdstrike.state.registrations).toHaveLength(1);
    },
  );

  it('a registration that is refused is VendorRejectedError with the trace id', async () => {
    const { vendor } = await open({ accountTypes: ['other'] });
    const prepared = vendor.prepare(account);
    await expect(prepared).rejects.toThrow(VendorRejectedError);
    await expect(prepared).rejects.toThrow(
      /400 .*invalid account_type: commercial.*X-Cs-Traceid [0-9a-f-]{36}/,
    );
  });

  it.each(['read', 'write'] as const)(
    'a client without the scope to %s needs it, as the advice has it',
    async (missing) => {
      const { world, vendor } = await open();
      for (const client of world.crowdstrike.state.clients)
        client.scopes = client.scopes.filter((scope) => !scope.endsWith(missing));
      const prepared = vendor.prepare(account);
      await expect(prepared).rejects.toThrow(VendorRejectedError);
      await expect(prepared).rejects.toThrow(/403 .*read and write of the registration scope/);
      await expect(prepared).rejects.toThrow(/X-Cs-Traceid [0-9a-f-]{36}/);
    },
  );

  it.each([
    { type: 'gov', refusals: 400 },
    { type: 'govcloud', refusals: 400 },
    { type: 'govcloud', refusals: 207 },
  ] as const)(
    'an account of GovCloud is registered where it is called $type and a refusal is $refusals',
    async ({ type, refusals }) => {
      const { world, vendor } = await open(
        { accountTypes: ['commercial', type], refusals },
        { partition: 'aws-us-gov' },
      );
      await vendor.prepare(gov);
      expect(world.crowdstrike.state.registrations).toMatchObject([
        { accountType: type, iamRoleArn: arn.replace('aws', 'aws-us-gov') },
      ]);
    },
  );
});

it("a wait in CrowdStrike's own header is the workflow's", async () => {
  const { world, vendor } = await openVendor('crowdstrike');
  const headers = { 'x-ratelimit-retryafter': String(Date.now() + 20_000) };
  const answer = { status: 429, headers, body: '' };
  world.network.faults = [{ to: 'crowdstrike', call: '^POST /cloud', times: 1, answer }];
  const error: unknown = await vendor.prepare(account).catch((thrown: unknown) => thrown);
  if (!(error instanceof VendorThrottledError)) throw error;
  expect(Math.abs((error.afterSeconds ?? 0) - 20)).toBeLessThan(2);
});

it.each([207, 400] as const)(
  'a customer who was migrated to the newest family is advised to set apiFamily, when refused with %i',
  async (refusals) => {
    const switches = { crowdstrike: { d4cWrites: 'refused' as const, refusals } };
    const { vendor } = await openVendor('crowdstrike', { switches });
    const prepared = vendor.prepare(account);
    await expect(prepared).rejects.toThrow(VendorRejectedError);
    await expect(prepared).rejects.toThrow(/migrated.* Next: set "apiFamily": "cloud-security"/);
  },
);

it.each([
  ['aws', 'commercial'],
  ['aws-us-gov', 'govcloud'],
] as const)(
  'a CrowdStrike that wants all that its swagger requires gets it, in the partition %s',
  async (partition, type) => {
    const { world, vendor } = await openVendor('crowdstrike', {
      partition,
      switches: { crowdstrike: { requiredFields: 'swagger', accountTypes: [type] } },
    });
    await vendor.prepare({ ...account, partition, organizationId: 'o-exampleorgid' });
    expect(world.crowdstrike.state.registrations).toMatchObject([
      { accountId: account.id, accountType: type, organizationId: 'o-exampleorgid' },
    ]);
  },
);

it('the newest family is asked for the asset inventory and nothing else', async () => {
  const { world, vendor } = await openVendor('crowdstrike', { apiFamily: 'cloud-security' });
  await vendor.prepare(account);
  expect(world.crowdstrike.state.registrations[0]?.products).toEqual([
    { product: 'cspm', features: ['iom'] },
  ]);
});
