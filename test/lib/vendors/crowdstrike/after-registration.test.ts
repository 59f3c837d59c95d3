import { VendorRejectedError, VendorResponseError, VendorUnavailableError } from '../../../../lib/errors.ts';
import { account } from '../../role-builder.ts';
import { type Opening, openVendor } from '../open-vendor.ts';

const arn = 'arn:aws:iam::444455556666:role/CrowdStrikeCSPMReader';
type CrowdstrikeSwitches = NonNullable<NonNullable<Opening['switches']>['crowdstrike']>;

describe.each(['d4c', 'cloud-security'] as const)('by the family %s', (apiFamily) => {
  const open = (crowdstrike: CrowdstrikeSwitches = {}) =>
    openVendor('crowdstrike', { apiFamily, switches: { crowdstrike } });

  describe('confirmed after the role was made', () => {
    it('it is known with its state and a trace id', async () => {
      const { enroll } = await open();
      expect(await enroll()).toMatchObject({
        accountId: account.id,
        status: expect.stringMatching(/^Event_DiscoverAccountStatus/),
        traceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
    });

    it('it need not be operational, and may have any state', async () => {
      const { world, enroll } = await open({ operationalAfter: 1e9, otherStatus: 'Event_SomethingNew' });
      expect(await enroll()).toMatchObject({ status: 'Event_SomethingNew' });
      expect(world.crowdstrike.state.registrations).toMatchObject([{ operational: false }]);
    });

    it('of a state that is too long it is known by the beginning', async () => {
      const { enroll } = await open({ otherStatus: 'x'.repeat(201) });
      expect(await enroll()).toMatchObject({ status: 'x'.repeat(200) });
    });

    it('one that is gone may come back', async () => {
      const { world, vendor, makeRole } = await open();
      const request = await makeRole();
      world.crowdstrike.state.registrations = [];
      const confirmed = vendor.register(account, request);
      await expect(confirmed).rejects.toThrow(VendorUnavailableError);
      await expect(confirmed).rejects.toThrow('without the account that was registered before');
    });

    it.each([
      { what: 'role', change: { iamRoleArn: `${arn}2` }, part: `with the role ${arn}2 instead of ${arn}` },
      {
        what: 'external id',
        change: { externalId: '00112233445566778899aabbccddeeff' },
        part: 'with another external id than the role trusts',
      },
    ])('one whose $what was changed meanwhile is VendorResponseError', async ({ change, part }) => {
      const { world, vendor, makeRole } = await open();
      const request = await makeRole();
      for (const registration of world.crowdstrike.state.registrations) Object.assign(registration, change);
      const confirmed = vendor.register(account, request);
      await expect(confirmed).rejects.toThrow(VendorResponseError);
      await expect(confirmed).rejects.toThrow(part);
    });

    it('one whose principal was changed meanwhile is VendorResponseError', async () => {
      const { vendor, makeRole } = await open();
      const request = await makeRole();
      const principal = 'arn:aws:iam::292230061137:role/Other';
      const confirmed = vendor.register(account, { ...request, principal });
      await expect(confirmed).rejects.toThrow(VendorResponseError);
      await expect(confirmed).rejects.toThrow(`with the principal ${request.principal} instead of`);
    });
  });

  it.each([403, 500])('an account is not forgotten when a DELETE is answered 207 beside %i', async (code) => {
    const { world, vendor, port } = await open();
    await vendor.prepare(account);
    const body = JSON.stringify({ meta: {}, errors: [{ code, message: 'as it says' }] });
    world.network.faults = [
      { to: 'crowdstrike', call: '^DELETE', answer: { status: 207, headers: {}, body } },
    ];
    const removed = port.deregister({ accountId: account.id, id: '1' });
    await expect(removed).rejects.toThrow(code === 403 ? VendorRejectedError : VendorUnavailableError);
    await expect(removed).rejects.toThrow('as it says');
  });

  it.each([207, 200] as const)(
    'an unknown account is forgotten already, whether a DELETE is answered %i',
    async (unknownOnDelete) => {
      const { port } = await open({ unknownOnDelete });
      expect(await port.deregister({ accountId: account.id, id: '1' })).toBeUndefined();
    },
  );

  it('an unknown account is forgotten already when a DELETE is answered 404', async () => {
    const { world, port } = await open();
    const body = '{"meta":{},"errors":[{"code":404,"message":"No accounts found"}]}';
    world.network.faults = [{ to: 'crowdstrike', call: '^DELETE', answer: { status: 404, body } }];
    expect(await port.deregister({ accountId: account.id, id: '1' })).toBeUndefined();
  });

  it.each([300, 400, 403, 404])(
    'an account is not forgotten when a DELETE is answered a page of %i',
    async (status) => {
      const { world, port } = await open();
      world.network.faults = [
        { to: 'crowdstrike', call: '^DELETE', answer: { status, body: '<h1>No</h1>' } },
      ];
      await expect(port.deregister({ accountId: account.id, id: '1' })).rejects.toThrow(VendorRejectedError);
    },
  );
});
