import * as v from 'valibot';
import { VendorRejectedError, VendorResponseError, VendorThrottledError } from '../../../../lib/errors.ts';
import { CrowdstrikeCredentials } from '../../../../lib/vendors/crowdstrike/credentials.ts';
import { TokenSource } from '../../../../lib/vendors/crowdstrike/token.ts';
import { account } from '../../role-builder.ts';
import { serveAnswer } from '../../server.ts';
import { open, switched } from './open-tokens.ts';

/** The tokens of a customer whose secret may change. */
function tokensFor(url: string, fields = () => ({})) {
  const right = { clientId: 'c'.repeat(32), clientSecret: 's'.repeat(40) };
  const current = async () => v.parse(CrowdstrikeCredentials, { ...right, ...fields() });
  const recipient = { vendor: 'CrowdStrike', answerWithinSeconds: 5 };
  return new TokenSource(recipient, url, { current, renewed: current });
}

describe('a token', () => {
  it('is asked for by the form of the guide', async () => {
    const { url, received } = await serveAnswer(500);
    const { world, prepare } = await open({ settings: { url } });
    await prepare().catch(() => undefined);
    const { clientId, clientSecret } = {
      clientId: '',
      clientSecret: '',
      ...world.secrets['rollcall/crowdstrike'],
    };
    expect(received).toMatchObject([
      {
        method: 'POST',
        url: '/oauth2/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ]);
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
      client_id: clientId,
      client_secret: clientSecret,
    });
    expect(received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('serves many calls', async () => {
    const { port, enroll, issued } = await open();
    await enroll();
    await port.deregister({ accountId: account.id, id: '1' });
    expect(issued()).toBe(1);
  });

  it('is fetched once for calls in parallel', async () => {
    const { prepare, issued } = await open();
    await Promise.all([prepare(), prepare(), prepare()]);
    expect(issued()).toBe(1);
  });

  it('is kept for a while when it does not say how long it lives', async () => {
    const { prepare, issued } = await open(switched({ expiresIn: null }));
    await prepare();
    await prepare();
    expect(issued()).toBe(1);
  });

  it('is fetched again before it expires', async () => {
    const { port, issued } = await open(switched({ expiresIn: 60 }));
    await port.deregister({ accountId: account.id, id: '1' });
    await port.deregister({ accountId: account.id, id: '1' });
    expect(issued()).toBe(2);
  });

  it('that died before its time is fetched again once', async () => {
    const { world, prepare, issued } = await open();
    await prepare();
    world.crowdstrike.revokeTokens();
    await prepare();
    expect(issued()).toBe(1);
  });

  it('that is refused again and again is not asked for without end', async () => {
    const { world, port, issued } = await open(switched({ tokenDiesAfter: 0 }));
    await expect(port.deregister({ accountId: account.id, id: '1' })).rejects.toThrow(VendorRejectedError);
    expect(issued()).toBe(2);
    expect(world.network.calls.filter(({ name }) => name.startsWith('DELETE'))).toHaveLength(2);
  });

  it('that an answer repeats is in no error', async () => {
    const { world, prepare } = await open();
    await prepare();
    const [{ value }] = [...world.crowdstrike.state.tokens, { value: '' }];
    const body = JSON.stringify({ errors: [{ message: `bad token ${value}` }] });
    world.network.faults = [
      { to: 'crowdstrike', answer: { status: 403, headers: { 'x-cs-traceid': value }, body } },
    ];
    await expect(prepare()).rejects.toThrow(/bad token \[secret\].*X-Cs-Traceid \[secret\]/);
  });

  it('that is answered again is used as it is', async () => {
    const { world, prepare } = await open();
    await prepare();
    const [{ value }] = [...world.crowdstrike.state.tokens, { value: '' }];
    const again = { status: 201, headers: {}, body: JSON.stringify({ access_token: value }) };
    const refused = { status: 401, headers: {}, body: '{"errors":[{"code":401,"message":"no"}]}' };
    world.network.faults = [
      { to: 'crowdstrike', call: '^GET', times: 1, answer: refused },
      { to: 'crowdstrike', call: 'oauth2', answer: again },
    ];
    expect(await prepare()).toBeDefined();
    expect(world.network.calls.filter(({ name }) => name.includes('oauth2'))).toHaveLength(2);
  });

  it('that was given up for a fresh one is in no error either', async () => {
    const { world, prepare } = await open();
    await prepare();
    const [{ value }] = [...world.crowdstrike.state.tokens, { value: '' }];
    world.crowdstrike.revokeTokens();
    await prepare();
    const body = JSON.stringify({ errors: [{ message: `bad token ${value}` }] });
    world.network.faults = [{ to: 'crowdstrike', answer: { status: 403, headers: {}, body } }];
    await expect(prepare()).rejects.toThrow('bad token [secret]');
  });

  it.each(['1799', 'soon', -1, null])('that says %j of its life is kept for a while', async (expires_in) => {
    const { url, received } = await serveAnswer(201, JSON.stringify({ access_token: 'fresh', expires_in }));
    const tokens = tokensFor(url);
    expect(await tokens.current()).toMatchObject({ token: 'fresh' });
    await tokens.current();
    expect(received).toHaveLength(1);
  });

  it.each([{ memberCid: 'f'.repeat(32) }, { clientId: '0'.repeat(32) }])(
    'ends with a secret that names another customer: %j',
    async (other) => {
      const { url, received } = await serveAnswer(201, '{"access_token":"fresh"}');
      let customer = {};
      const tokens = tokensFor(url, () => customer);
      await tokens.current();
      customer = other;
      await tokens.current();
      await tokens.current();
      expect(received).toHaveLength(2);
    },
  );

  it('is asked for on behalf of the child tenant that the secret names', async () => {
    const { world, put, prepare } = await open();
    await put({ memberCid: world.crowdstrike.state.cid });
    expect(await prepare()).toBeDefined();
    const other = await open({ secret: { memberCid: 'f'.repeat(32) } });
    await expect(other.prepare()).rejects.toThrow(`customer ID=${'f'.repeat(32)}`);
  });
});

describe('a client that gets no token is VendorRejectedError, which says why', () => {
  it.each([
    [
      'when its id is unknown',
      { secret: { clientId: '0'.repeat(32) } },
      /400 .*Failed to generate access token for clientID/,
    ],
    ['when its secret is wrong', { secret: { clientSecret: 'wrong'.repeat(8) } }, /403 .*Not Authorized/],
    ['when its address is not on the allow-list', switched({ ipAllowed: false }), /403 .*access denied/],
  ])('%s', async (_, opening, part) => {
    const { world, prepare } = await open(opening);
    const prepared = prepare();
    await expect(prepared).rejects.toThrow(VendorRejectedError);
    await expect(prepared).rejects.toThrow(part);
    await expect(prepared).rejects.toThrow(/X-Cs-Traceid [0-9a-f-]{36}.*check clientId, clientSecret/);
    await expect(prepared).rejects.not.toThrow(world.secrets['rollcall/crowdstrike'].clientSecret);
  });

  it('and its secret is read again before, as it may have been rotated', async () => {
    const { world, prepare, put } = await open({ secret: { clientSecret: 'wrong'.repeat(8) } });
    await prepare().catch(() => undefined);
    await put({ clientSecret: world.secrets['rollcall/crowdstrike'].clientSecret ?? '' });
    expect(await prepare()).toBeDefined();
  });
});

it.each([300, 400, 418])('a token in an answer %i is not taken', async (status) => {
  const { url } = await serveAnswer(status, '{"access_token":"fresh"}');
  await expect(tokensFor(url).current()).rejects.toThrow(VendorRejectedError);
});

it('a token endpoint that is too busy is VendorThrottledError', async () => {
  const { prepare } = await open(switched({ tokenRateLimit: 0, tokenRetryAfter: 'absent' }));
  await expect(prepare()).rejects.toThrow(VendorThrottledError);
});

it.each([
  ['no token', '{"token_type":"bearer"}'],
  ['an empty token', '{"access_token":""}'],
  ['a token of two words', '{"access_token":"Bearer abc"}'],
  ['a token of two lines', '{"access_token":"abc\\ndef"}'],
  ['a token with a foreign letter', '{"access_token":"abcdé"}'],
  ['a token that is too long', JSON.stringify({ access_token: 'x'.repeat(10_001) })],
  ['a page', '<html>'],
])('an answer with %s is VendorResponseError, which shows nothing of it', async (_, body) => {
  for (const status of [201, 207]) {
    const { prepare } = await open({
      faults: [{ to: 'crowdstrike', call: 'oauth2', answer: { status, headers: {}, body } }],
    });
    const prepared = prepare();
    await expect(prepared).rejects.toThrow(VendorResponseError);
    await expect(prepared).rejects.not.toThrow(body);
  }
});
