import { VendorRejectedError, VendorResponseError } from '../../../../lib/errors.ts';
import { account } from '../../role-builder.ts';
import { serveAnswer } from '../../server.ts';
import { type Opening, openVendor } from '../open-vendor.ts';

/** CrowdStrike with a way to see the tokens that it issued. */
async function open(opening: Opening = {}) {
  const opened = await openVendor('crowdstrike', opening);
  return {
    ...opened,
    prepare: () => opened.vendor.prepare(account),
    issued: () => opened.world.crowdstrike.state.tokens.length,
  };
}
const crowdstrike = (switches: NonNullable<NonNullable<Opening['switches']>['crowdstrike']>) => ({
  switches: { crowdstrike: switches },
});

describe('a customer of another cloud', () => {
  it('is served there, and stays there', async () => {
    const { world, vendor, enroll, issued } = await open(crowdstrike({ redirectTo: 'localhost' }));
    await enroll();
    await vendor.deregister(account);
    await enroll();
    expect(world.crowdstrike.state.registrations).toHaveLength(1);
    expect(issued()).toBe(1);
    expect(world.network.calls.filter(({ name }) => name === 'POST /oauth2/token')).toHaveLength(2);
  });

  /** A server that a redirect may lead to, by a name that is not this machine's own for an adapter. */
  const stranger = async () => {
    const { port, received } = await serveAnswer(201, '{"access_token":"stolen"}');
    return { url: `http://0.0.0.0:${port}`, received };
  };

  it('is sent nowhere but to CrowdStrike: a stranger gets nothing', async () => {
    const { url, received } = await stranger();
    const { prepare } = await open(crowdstrike({ redirectTo: url }));
    const prepared = prepare();
    await expect(prepared).rejects.toThrow(VendorResponseError);
    await expect(prepared).rejects.toThrow(`a redirect to ${url}, which is not CrowdStrike's`);
    expect(received).toEqual([]);
  });

  it.each([
    'https://api.crowdstrike.com.example.com/oauth2/token',
    'https://evilcrowdstrike.com/oauth2/token',
    'https://crowdstrike.com@example.com/oauth2/token',
    'http://api.us-2.crowdstrike.com/oauth2/token',
    'data:text/plain,x',
    'javascript:0',
    'http://',
  ])('is not sent to "%s"', async (location) => {
    const { prepare } = await open({
      faults: [
        { to: 'crowdstrike', call: 'oauth2', answer: { status: 308, headers: { location }, body: '' } },
      ],
    });
    const prepared = prepare();
    await expect(prepared).rejects.toThrow(VendorResponseError);
    await expect(prepared).rejects.toThrow('no credentials were sent there');
  });

  it.each([301, 302, 303, 307])('is found by a %i as well', async (status) => {
    const { world, prepare } = await open();
    const location = world.crowdstrike.url.replace('127.0.0.1', 'localhost');
    world.network.faults = [
      { to: 'crowdstrike', call: 'oauth2', times: 1, answer: { status, headers: { location }, body: '' } },
    ];
    expect(await prepare()).toBeDefined();
  });

  it('that is redirected on and on is VendorRejectedError', async () => {
    const { world, prepare } = await open();
    const location = world.crowdstrike.url.replace('127.0.0.1', 'localhost');
    world.network.faults = [
      { to: 'crowdstrike', call: 'oauth2', answer: { status: 308, headers: { location }, body: '' } },
    ];
    await expect(prepare()).rejects.toThrow(VendorRejectedError);
  });
});
