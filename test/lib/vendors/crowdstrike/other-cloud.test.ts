import { VendorRejectedError, VendorResponseError } from '../../../../lib/errors.ts';
import { otherCloud } from '../../../../lib/vendors/crowdstrike/other-cloud.ts';
import { ACCOUNT } from '../../../scene.ts';
import { serveAnswer } from '../../server.ts';
import { answer } from './answer.ts';
import { open, switched } from './open-tokens.ts';

describe('a customer of another cloud', () => {
  it('is served there, and stays there', async () => {
    const { world, port, enroll, issued } = await open(switched({ redirectTo: 'localhost' }));
    await enroll();
    await port.deregister({ accountId: ACCOUNT, id: '1' });
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
    const { prepare } = await open(switched({ redirectTo: url }));
    const prepared = prepare();
    await expect(prepared).rejects.toThrow(VendorResponseError);
    await expect(prepared).rejects.toThrow(`a redirect to ${url}, which is not CrowdStrike's`);
    expect(received).toEqual([]);
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

describe('a redirect', () => {
  const follow = (location: string, configured = 'https://api.crowdstrike.com') =>
    otherCloud(answer({ status: 308, headers: new Headers({ location }) }), configured);

  it.each([
    'https://api.us-2.crowdstrike.com',
    'https://api.eu-1.crowdstrike.com',
    'https://api.laggar.gcw.crowdstrike.com',
    'https://api.us-gov-2.crowdstrike.mil',
  ])('to CrowdStrike at %s is followed, whatever stands behind the host', (origin) => {
    expect(follow(`${origin}/oauth2/token?x=y`)).toBe(origin);
  });

  it('to another port of the configured host is followed', () => {
    const origin = 'https://falcon.example.com:8443';
    expect(follow(`${origin}/oauth2/token`, 'https://falcon.example.com')).toBe(origin);
  });

  it.each([
    'https://api.crowdstrike.com.example.com/oauth2/token',
    'https://evilcrowdstrike.com/oauth2/token',
    'https://crowdstrike.com@example.com/oauth2/token',
    'http://api.us-2.crowdstrike.com/oauth2/token',
    'data:text/plain,x',
    'javascript:0',
    'http://',
    'https://api.crowdstrike.mil.example.com/oauth2/token',
    'https://evil-crowdstrike.mil/oauth2/token',
    'https://api.crowdstrike.org/oauth2/token',
    'https://api-crowdstrike.com.evil.com/oauth2/token',
    'https://example.com/.crowdstrike.com',
    'https://example.com/?api.crowdstrike.com',
    'https://example.com/#.crowdstrike.com',
    'https://api.crowdstrike.com@example.com/oauth2/token',
    'https://sub.falcon.example.com/oauth2/token',
    'https://localhost/oauth2/token',
    'http://127.0.0.1:8080/oauth2/token',
    'ftp://api.us-2.crowdstrike.com/oauth2/token',
    '//example.com/oauth2/token',
  ])('to %s is VendorResponseError', (location) => {
    for (const configured of ['https://api.crowdstrike.com', 'https://falcon.example.com']) {
      expect(() => follow(location, configured)).toThrow(VendorResponseError);
      expect(() => follow(location, configured)).toThrow('no credentials were sent there');
    }
  });
});
