import { credentials, startCaller } from './crowdstrike-caller.ts';

type Caller = Awaited<ReturnType<typeof startCaller>>;

const accounts = 'GET /cloud-connect-aws/entities/account/v2';
let caller: Caller;

const start = async (...overrides: Parameters<typeof startCaller>) => {
  await caller?.crowdstrike.close();
  caller = await startCaller(...overrides);
};

beforeEach(() => start());
afterEach(() => caller.crowdstrike.close());

describe('a token', () => {
  it('is issued to a client who names itself in the form', async () => {
    const { status, body, text, headers } = await caller.token();
    expect(status).toBe(201);
    expect(JSON.parse(text)).toEqual({
      access_token: expect.any(String),
      expires_in: 1799,
      token_type: 'bearer',
    });
    expect(headers.get('x-cs-region')).toBe('us-1');
    expect((await caller.call(accounts, undefined, `Bearer ${body.access_token}`)).status).toBe(200);
  });

  it('is issued to a client who names itself by HTTP Basic', async () => {
    const { client_id, client_secret } = credentials;
    const authorization = `Basic ${btoa(`${client_id}:${client_secret}`)}`;
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    const { status } = await caller.send('POST /oauth2/token', { headers: { authorization }, body: form });
    expect(status).toBe(201);
  });

  it.each([
    [
      'an unknown client',
      { ...credentials, client_id: 'x' },
      400,
      'Failed to generate access token for clientID=x.',
    ],
    [
      'a wrong secret',
      { ...credentials, client_secret: 'x' },
      403,
      'Failed to issue access token - Not Authorized',
    ],
    ['no credentials', {}, 400, 'Failed to generate access token for clientID=.'],
    [
      'a customer that is not theirs',
      { ...credentials, member_cid: 'x' },
      403,
      'Failed to generate access token for customer ID=x.',
    ],
  ])('is not issued to %s', async (_, form, code, message) => {
    const { status, body } = await caller.token(form);
    expect(status).toBe(code);
    expect(body).toMatchObject({ meta: { powered_by: 'csam' }, errors: [{ code, message }] });
  });

  it('is not issued for a request that is not a form, nor to an address off the allow-list', async () => {
    const headers = { 'content-type': 'application/json' };
    const json = await caller.send('POST /oauth2/token', { headers, body: JSON.stringify(credentials) });
    expect(json.status).toBe(400);
    caller.switches.ipAllowed = false;
    const { status, body } = await caller.token();
    expect([status, body.errors?.[0]?.message]).toEqual([403, 'access denied, authorization failed']);
  });

  it('may leave out how long it is valid', async () => {
    caller.switches.expiresIn = null;
    expect(JSON.parse((await caller.token()).text)).not.toHaveProperty('expires_in');
  });

  it('is refused when it has expired, ended early, or was revoked by its owner or by CrowdStrike', async () => {
    const { bearer, call, state } = caller;
    const authorization = `Basic ${btoa(`${credentials.client_id}:${credentials.client_secret}`)}`;
    const body = new URLSearchParams({ token: bearer });
    await caller.send('POST /oauth2/revoke', { headers: { authorization }, body });
    expect(state.tokens).toEqual([]);
    expect((await call(accounts)).status).toBe(401);
    for (const life of [{ expiresIn: 0 }, { tokenDiesAfter: 0 }]) {
      Object.assign(caller.switches, life);
      const { access_token } = (await caller.token()).body;
      expect((await call(accounts, undefined, `Bearer ${access_token}`)).status).toBe(401);
    }
    caller.switches.tokenDiesAfter = null;
    caller.switches.expiresIn = 1799;
    const { access_token } = (await caller.token()).body;
    caller.crowdstrike.revokeTokens();
    expect((await call(accounts, undefined, `Bearer ${access_token}`)).status).toBe(401);
  });
});

describe('another cloud', () => {
  it('is where a request for a token is sent to, with nothing in the answer’s body', async () => {
    caller.switches.redirectTo = 'https://api.us-2.crowdstrike.com';
    const { status, headers, text } = await caller.token();
    expect([status, text]).toEqual([308, '']);
    expect(headers.get('location')).toBe('https://api.us-2.crowdstrike.com/oauth2/token');
    expect(headers.get('x-cs-region')).toBe('us-2');
  });

  it('may be this server by its other name, and only there the token is valid', async () => {
    caller.switches.redirectTo = 'localhost';
    const here = caller.crowdstrike.url;
    const body = new URLSearchParams(credentials);
    const response = await fetch(`${here}/oauth2/token`, { method: 'POST', body });
    expect(response.url).toBe(`${here.replace('127.0.0.1', 'localhost')}/oauth2/token`);
    expect([response.status, response.headers.get('x-cs-region')]).toEqual([201, 'us-2']);
    const { access_token } = JSON.parse(await response.text());
    const headers = { authorization: `Bearer ${access_token}` };
    const path = accounts.replace('GET ', '');
    expect((await fetch(here + path, { headers })).status).toBe(401);
    expect((await fetch(here.replace('127.0.0.1', 'localhost') + path, { headers })).status).toBe(200);
  });
});

describe('the gateway', () => {
  it('puts into every answer its trace id, its cloud and what is left of the limit', async () => {
    const { headers, body } = await caller.call(accounts);
    expect(headers.get('x-cs-traceid')).toBe(body.meta?.trace_id);
    expect(headers.get('x-cs-region')).toBe('us-1');
    expect(headers.get('x-ratelimit-limit')).toBe('6000');
    expect(headers.get('x-ratelimit-remaining')).toBe('5999');
  });

  it.each(['Bearer $BEARER_TOKEN', 'Bearer null', 'Basic eDp5', ''])(
    'answers 401 to the authorization "%s"',
    async (authorization) => {
      const { status, body, headers } = await caller.call(accounts, undefined, authorization);
      expect(status).toBe(401);
      expect(body).toMatchObject({
        meta: { powered_by: 'crowdstrike-api-gateway' },
        errors: [{ code: 401, message: 'access denied, invalid bearer token' }],
      });
      expect(headers.get('x-ratelimit-limit')).toBe('15');
    },
  );

  it.each([
    ['GET', '/cloud-connect-aws/entities/account/v2', 'd4c-registration:read'],
    ['POST', '/cloud-connect-aws/entities/account/v2', 'd4c-registration:write'],
    ['DELETE', '/cloud-connect-aws/entities/account/v2', 'd4c-registration:write'],
    ['GET', '/cloud-security-registration-aws/entities/account/v1', 'cloud-aws-registration:read'],
    ['PATCH', '/cloud-security-registration-aws/entities/account/v1', 'cloud-aws-registration:write'],
    ['GET', '/cloud-security-registration-aws/queries/account/v1', 'cloud-aws-registration:read'],
  ])('answers 403 to %s %s without the scope %s', async (method, path, scope) => {
    const [client] = caller.state.clients;
    if (client !== undefined) client.scopes = client.scopes.filter((other) => other !== scope);
    const { status, body } = await caller.call(`${method} ${path}`);
    expect([status, body.errors]).toEqual([
      403,
      [{ code: 403, message: 'access denied, authorization failed' }],
    ]);
  });

  it('answers 404 to what it does not have, a PATCH of D4C for one', async () => {
    for (const name of ['GET /cloud-connect-aws/entities/account/v1', accounts.replace('GET', 'PATCH')]) {
      const { status, body } = await caller.call(name);
      expect([status, body.errors?.[0]?.code]).toEqual([404, 404]);
    }
  });

  it('writes an empty list as its switch says', async () => {
    caller.switches.noErrors = 'null';
    caller.switches.noResources = 'absent';
    expect(JSON.parse((await caller.call(accounts)).text)).toEqual({
      meta: expect.any(Object),
      errors: null,
    });
  });
});

describe('the rate limit', () => {
  const retryAfter = async (name: string) => {
    const { status, headers } = await caller.call(name);
    return [status, Number(headers.get('x-ratelimit-retryafter'))] as const;
  };

  it('counts the whole customer, and says in one of three units when to try again', async () => {
    caller.switches.rateLimit = 1;
    expect(await retryAfter(accounts)).toEqual([200, 0]);
    const soon = Date.now() + 60_000;
    const [status, seconds] = await retryAfter(accounts);
    expect(status).toBe(429);
    expect(Math.abs(seconds * 1000 - soon)).toBeLessThan(5_000);
    caller.switches.retryAfter = 'epoch milliseconds';
    expect(Math.abs((await retryAfter(accounts))[1] - soon)).toBeLessThan(5_000);
    caller.switches.retryAfter = 'seconds';
    expect(Math.abs((await retryAfter(accounts))[1] - 60)).toBeLessThan(5);
    caller.switches.retryAfter = 'absent';
    expect(await retryAfter(accounts)).toEqual([429, 0]);
  });

  it('is another one for tokens, which may leave out when to try again', async () => {
    caller.switches.tokenRateLimit = 1;
    const { status, headers, body } = await caller.token();
    expect([status, body.errors?.[0]?.message]).toEqual([429, 'API rate limit exceeded.']);
    expect(headers.has('x-ratelimit-retryafter')).toBe(true);
    caller.switches.tokenRetryAfter = 'absent';
    expect((await caller.token()).headers.has('x-ratelimit-retryafter')).toBe(false);
    expect((await caller.call(accounts)).status).toBe(200);
  });

  it('refuses after 15 requests with invalid tokens', async () => {
    const statuses = [];
    for (let request = 0; request < 16; request += 1) {
      statuses.push((await caller.call(accounts, undefined, 'Bearer x')).status);
    }
    expect(statuses).toEqual([...Array(15).fill(401), 429]);
  });

  it('ends after a minute, and may be switched off', async () => {
    await start({ rateLimit: 1 });
    await caller.call(accounts);
    expect((await caller.call(accounts)).status).toBe(429);
    await new Promise((later) => setTimeout(later, 60_000));
    expect((await caller.call(accounts)).status).toBe(200);
    caller.switches.rateLimit = null;
    expect((await caller.call(accounts)).status).toBe(200);
  });
});
