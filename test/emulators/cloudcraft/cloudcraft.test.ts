import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { compressed } from '../../../emulators/cloudcraft/answer.ts';
import { type Cloudcraft, startCloudcraft } from '../../../emulators/cloudcraft/cloudcraft.ts';
import { newUser } from '../../../emulators/cloudcraft/state.ts';
import { CloudcraftSwitches } from '../../../emulators/cloudcraft/switches.ts';
import { Network } from '../../../emulators/network/network.ts';
import type { AssumeRole } from '../../../emulators/network/vendor-server.ts';

const roleArn = 'arn:aws:iam::111122223333:role/cloudcraft';
const List = v.object({ accounts: v.array(v.record(v.string(), v.unknown())) });

let cloudcraft: Cloudcraft;
let network: Network;
let switches: CloudcraftSwitches;
let assumed: Parameters<AssumeRole>[0][];
let trust: Awaited<ReturnType<AssumeRole>>;

beforeEach(async () => {
  network = new Network();
  switches = v.parse(CloudcraftSwitches, {});
  assumed = [];
  trust = { ok: true, isOpen: false, refuses: () => undefined };
  const assumeRole: AssumeRole = async ({ arn, externalId, region }) => {
    assumed.push({ arn, externalId, ...(region !== undefined && { region }) });
    return trust;
  };
  cloudcraft = await startCloudcraft({ network, switches, assumeRole, apiKey: 'owner-key' });
});

afterEach(() => cloudcraft.close());

const call = async (name: string, body?: unknown, key = 'owner-key') => {
  const [method = '', path = ''] = name.split(' ');
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(cloudcraft.url + path, init);
  const text = await response.text();
  const json: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
};

const owner = () => {
  const [key] = cloudcraft.state.apiKeys;
  if (key === undefined) throw new Error('no key');
  return key.user;
};

const onlyAccount = () => {
  const [account] = cloudcraft.state.accounts;
  if (account === undefined || cloudcraft.state.accounts.length > 1) throw new Error('not one account');
  return account;
};

describe('a caller', () => {
  it.each(['', 'another-key'])('a request with the key "%s" is answered 401', async (key) => {
    const { status, json } = await call('GET /aws/account', undefined, key);
    expect([status, json]).toEqual([401, { error: 'Unauthorized', reason: 'unauthorized', code: 401 }]);
  });

  it('the body of a 401, which nobody has documented, may also be text or nothing', async () => {
    switches.undocumentedBodies = 'text';
    expect(await call('GET /user/me', undefined, 'x')).toMatchObject({ status: 401, text: 'Unauthorized' });
    switches.undocumentedBodies = 'empty';
    expect(await call('GET /user/me', undefined, 'x')).toMatchObject({ status: 401, text: '' });
  });

  it('may end a path with a slash', async () => {
    expect((await call('GET /aws/account/')).json).toEqual({ accounts: [] });
  });

  it.each([
    { of: 'a long answer', length: 2000, encodings: 'gzip, deflate', encoding: 'gzip' },
    { of: 'a short answer', length: 10, encodings: 'gzip, deflate', encoding: null },
    { of: 'an answer to a caller that takes no gzip', length: 2000, encodings: null, encoding: null },
  ])('$of has the encoding $encoding', async ({ length, encodings, encoding }) => {
    const sent = await compressed(new Response('x'.repeat(length), { status: 201 }), encodings);
    expect([sent.status, sent.headers.get('content-encoding')]).toEqual([201, encoding]);
    const body = Buffer.from(await sent.arrayBuffer());
    expect(String(encoding === null ? body : gunzipSync(body))).toHaveLength(length);
  });

  it('a request with a key is answered with the key’s owner', async () => {
    expect((await call('GET /user/me')).json).toMatchObject({ id: owner().id, name: 'Local Owner' });
  });

  it('a key that can only read reads, and writes nothing', async () => {
    cloudcraft.state.apiKeys.push({ key: 'reader', mode: 'read', user: owner() });
    expect((await call('GET /aws/account', undefined, 'reader')).status).toBe(200);
    const refusal = {
      error: 'API key does not have sufficient permissions',
      reason: 'insufficient_privileges',
      code: 403,
    };
    for (const name of ['POST /aws/account', 'PUT /aws/account/x', 'DELETE /aws/account/x']) {
      expect((await call(name, { name: 'a', roleArn }, 'reader')).json).toEqual(refusal);
    }
    expect(cloudcraft.state.accounts).toEqual([]);
  });

  it('a path or method that does not exist is answered 404', async () => {
    const refusal = { error: 'Not found', reason: 'not_found', code: 404 };
    expect((await call('GET /aws/accounts')).json).toEqual(refusal);
    expect((await call('PATCH /aws/account')).json).toEqual(refusal);
    expect(network.calls.map(({ name }) => name)).toEqual(['GET /aws/accounts', 'PATCH /aws/account']);
  });
});

describe('what a role has to trust', () => {
  it('is Cloudcraft’s account and the external id of the person whose key asks', async () => {
    const other = newUser('Other Owner');
    cloudcraft.state.apiKeys.push({ key: 'other-key', mode: 'read-write', user: other });
    const { json, headers } = await call('GET /aws/account/iamParameters');
    expect(json).toEqual({
      accountId: '968898580625',
      externalId: owner().externalId,
      awsConsoleUrl: expect.stringContaining(`externalID=${owner().externalId}&roleName=cloudcraft`),
    });
    expect(headers.get('x-frame-options')).toBe('deny');
    const others = await call('GET /aws/account/iamParameters', undefined, 'other-key');
    expect(others.json).toMatchObject({ externalId: other.externalId });
  });

  it('comes with policies whose actions are lists or bare text, unless they are not served', async () => {
    const path = 'GET /aws/account/iamParameters/policy';
    const { json } = await call(`${path}/minimal`);
    expect(json).toMatchObject({ Version: '2012-10-17' });
    expect(json).toHaveProperty('Statement.0.Action', 'apigateway:GET');
    expect(json).toHaveProperty('Statement.2.Action', expect.any(Array));
    expect((await call(`${path}/custom`)).status).toBe(200);
    switches.policies = 'absent';
    expect((await call(`${path}/minimal`)).status).toBe(404);
  });
});

describe('adding an account', () => {
  it('assumes its role with the caller’s external id, keeps it and lists it', async () => {
    const { status, json } = await call('POST /aws/account', { name: 'web', roleArn, region: 'eu-west-1' });
    expect(status).toBe(201);
    expect(assumed).toEqual([{ arn: roleArn, externalId: owner().externalId, region: 'eu-west-1' }]);
    const { region, ...told } = onlyAccount();
    expect(region).toBe('eu-west-1');
    expect(told).toMatchObject({
      name: 'web',
      roleArn,
      externalId: owner().externalId,
      CreatorId: owner().id,
    });
    expect(json).toEqual(told);
    const list = await call('GET /aws/account');
    expect(list.json).toEqual({ accounts: [{ ...told, source: 'aws' }] });
    expect(list.headers.get('cache-control')).toBe('no-cache, no-store');
    expect(network.calls[0]).toEqual({
      to: 'cloudcraft',
      name: 'POST /aws/account',
      account: '111122223333',
      status: 201,
    });
  });

  it.each([400, 403] as const)(
    'whose role cannot be assumed is answered %i, and keeps nothing',
    async (status) => {
      switches.refusedRoleStatus = status;
      trust = { ok: false, message: 'not authorized to perform: sts:AssumeRole' };
      const answer = await call('POST /aws/account', { name: 'web', roleArn });
      const error = 'Unable to verify AWS account: not authorized to perform: sts:AssumeRole';
      expect(answer.json).toEqual({ error, reason: 'unable_to_verify', code: status });
      expect(cloudcraft.state.accounts).toEqual([]);
    },
  );

  it.each([
    {
      of: 'whose role may do nothing',
      session: { refuses: () => 'no policy allows it' },
      says: 'no policy allows it',
    },
    { of: 'whose role every customer can lend', session: { isOpen: true }, says: 'without the external ID' },
  ])('$of is refused', async ({ session, says }) => {
    trust = { ok: true, isOpen: false, refuses: () => undefined, ...session };
    const answer = await call('POST /aws/account', { name: 'web', roleArn });
    expect(answer.json).toMatchObject({ reason: 'unable_to_verify', error: expect.stringContaining(says) });
    expect(await cloudcraft.examine('111122223333')).toEqual([]);
    switches.openRoles = 'accepted';
    const open = await call('POST /aws/account', { name: 'web', roleArn });
    expect(open.status).toBe('isOpen' in session ? 201 : 400);
  });

  it.each([
    ['roleArn', { name: 'web', roleArn: 'arn:invalid-arn' }],
    ['roleArn', { name: 'web' }],
    ['name', { name: '', roleArn }],
    ['name', { roleArn }],
    ['body', []],
  ])('with a wrong %s is answered 400 without a look at the role', async (parameter, body) => {
    const { json } = await call('POST /aws/account', body);
    const error = `Invalid parameter format: ${parameter}`;
    expect(json).toEqual({ error, reason: 'invalid_property', code: 400 });
    expect(assumed).toEqual([]);
  });

  it('with a wrong region, or a body that is not JSON, is answered 400', async () => {
    const { json } = await call('POST /aws/account', { name: 'web', roleArn, region: 'invalid-region' });
    expect(json).toMatchObject({ error: 'Invalid region parameter: invalid-region', code: 400 });
    const headers = { authorization: 'Bearer owner-key', 'content-type': 'application/json' };
    const post = { method: 'POST', headers, body: '{' };
    expect((await fetch(`${cloudcraft.url}/aws/account`, post)).status).toBe(400);
    const form = { ...post, headers: { ...headers, 'content-type': 'text/plain' }, body: '{}' };
    expect((await fetch(`${cloudcraft.url}/aws/account`, form)).status).toBe(400);
  });

  it('twice makes two of it, the first of them older; or is refused, by the switch', async () => {
    await Promise.all([
      call('POST /aws/account', { name: 'a', roleArn }),
      call('POST /aws/account', { name: 'b', roleArn }),
    ]);
    const [first, second] = cloudcraft.state.accounts;
    expect(Date.parse(second?.createdAt ?? '')).toBeGreaterThan(Date.parse(first?.createdAt ?? ''));
    switches.duplicates = 'refused';
    expect((await call('POST /aws/account', { name: 'c', roleArn })).status).toBe(409);
    expect(cloudcraft.state.accounts).toHaveLength(2);
  });

  it('later makes a newer entry, whatever the clock says', async () => {
    await call('POST /aws/account', { name: 'first', roleArn });
    onlyAccount().createdAt = '2999-01-01T00:00:00.000Z';
    await call('POST /aws/account', { name: 'second', roleArn });
    expect(cloudcraft.state.accounts[1]?.createdAt).toBe('2999-01-01T00:00:00.001Z');
  });

  it('tolerates fields that it does not know', async () => {
    const { status } = await call('POST /aws/account', {
      name: 'a',
      roleArn,
      createdAt: null,
      source: 'aws',
    });
    expect(status).toBe(201);
  });
});

describe('the list', () => {
  it('may have any order', async () => {
    for (const name of ['old', 'new']) await call('POST /aws/account', { name, roleArn });
    switches.listOrder = 'newest first';
    const { accounts } = v.parse(List, (await call('GET /aws/account')).json);
    expect(accounts.map(({ name }) => name)).toEqual(['new', 'old']);
  });
});

describe('changing an account', () => {
  beforeEach(() => call('POST /aws/account', { name: 'web', roleArn, readAccess: ['team/1'] }));

  it('gives it another name and leaves what was not said', async () => {
    const name = `PUT /aws/account/${onlyAccount().id}`;
    const { status, json } = await call(name, { name: 'shop', roleArn, id: 'ignored', source: 'aws' });
    expect([status, json]).toMatchObject([200, { id: onlyAccount().id, name: 'shop' }]);
    expect(onlyAccount()).toMatchObject({ name: 'shop', readAccess: ['team/1'] });
    expect(assumed).toHaveLength(1);
    expect(network.calls.at(-1)).toMatchObject({ name: 'PUT /aws/account/{id}', account: '111122223333' });
  });

  it('assumes the role again when the switch says so', async () => {
    switches.roleOnUpdate = 'assumed';
    trust = { ok: false, message: 'no' };
    expect((await call(`PUT /aws/account/${onlyAccount().id}`, { name: 'shop', roleArn })).status).toBe(400);
    expect(onlyAccount().name).toBe('web');
  });

  it('ignores a region, or refuses it', async () => {
    const name = `PUT /aws/account/${onlyAccount().id}`;
    expect((await call(name, { name: 'web', roleArn, region: 'eu-west-1' })).status).toBe(200);
    switches.regionOnUpdate = 'refused';
    expect((await call(name, { name: 'web', roleArn, region: 'eu-west-1' })).status).toBe(400);
    expect(onlyAccount().region).toBe('us-east-1');
  });
});

describe('removing an account', () => {
  beforeEach(() => call('POST /aws/account', { name: 'web', roleArn }));

  it.each([204, 200] as const)('forgets it and answers %i', async (status) => {
    switches.deleteStatus = status;
    const answer = await call(`DELETE /aws/account/${onlyAccount().id}`);
    expect([answer.status, answer.text === '']).toEqual([status, status === 204]);
    expect(cloudcraft.state.accounts).toEqual([]);
  });

  it('that is not there is answered 404, and one whose id cannot be 400', async () => {
    const unknown = await call('DELETE /aws/account/3f2c1b60-0000-4000-8000-000000000000');
    expect(unknown.json).toEqual({ error: 'AwsAccount not found', reason: 'not_found', code: 404 });
    const malformed = await call('DELETE /aws/account/111122223333');
    expect(malformed.json).toMatchObject({ error: 'Invalid parameter format: accountId', code: 400 });
    expect(cloudcraft.state.accounts).toHaveLength(1);
  });
});

describe('the rate limit', () => {
  const burst = async (requests: number, key?: string) => {
    const answers = [];
    for (let request = 0; request < requests; request += 1) {
      answers.push(await call('GET /aws/account', undefined, key));
    }
    return answers.map(({ status, headers }) => [status, headers.get('retry-after')] as const);
  };

  it('allows 20 requests in 10 seconds and then says when to try again', async () => {
    const answers = await burst(21);
    expect(answers.slice(0, 20).every(([status]) => status === 200)).toBe(true);
    expect(answers[20]).toEqual([429, '10']);
  });

  it.each(['sliding', 'fixed'] as const)(
    'lets requests pass again when its %s window is over',
    async (window) => {
      switches.rateLimit = window;
      switches.rateLimitRequests = 2;
      expect((await burst(3)).map(([status]) => status)).toEqual([200, 200, 429]);
      await sleep(10_000);
      expect((await burst(1)).map(([status]) => status)).toEqual([200]);
    },
  );

  it('counts each key for itself', async () => {
    cloudcraft.state.apiKeys.push({ key: 'other-key', mode: 'read', user: newUser('Other') });
    switches.rateLimitRequests = 1;
    expect((await burst(2)).map(([status]) => status)).toEqual([200, 429]);
    expect((await burst(1, 'other-key')).map(([status]) => status)).toEqual([200]);
  });

  it('may leave out when to try again, or be switched off', async () => {
    switches.retryAfter = 'absent';
    switches.rateLimitRequests = 0;
    expect(await burst(1)).toEqual([[429, null]]);
    switches.rateLimit = 'off';
    expect(await burst(1)).toEqual([[200, null]]);
  });
});
