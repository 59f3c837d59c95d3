import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { type Listening, listen } from '../../../emulators/network/listen.ts';
import { Network } from '../../../emulators/network/network.ts';

let server: Listening;
let network: Network;
let done: number;

beforeEach(async () => {
  network = new Network();
  done = 0;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', (context) =>
    network.pass(
      context,
      { to: 'cloudcraft', name: `${context.req.method} ${context.req.path}` },
      async () => {
        done += 1;
        return Response.json(
          { done, filler: 'x'.repeat(100) },
          { status: 201, headers: { 'x-true': 'yes' } },
        );
      },
    ),
  );
  server = await listen(app);
});

afterEach(() => server.close());

const get = (path = '/a', init: RequestInit = {}) => fetch(server.url + path, init);

describe('the network', () => {
  it('passes a request on and records it with the status that was answered', async () => {
    const response = await get();
    expect(response.status).toBe(201);
    expect(network.calls).toEqual([{ to: 'cloudcraft', name: 'GET /a', status: 201 }]);
  });

  it('answers instead of the vendor, whose work is then not done', async () => {
    const headers = { 'retry-after': '7', 'content-type': 'text/html' };
    network.faults = [{ to: 'cloudcraft', answer: { status: 503, headers, body: '<h1>down</h1>' } }];
    const response = await get();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.text()).toBe('<h1>down</h1>');
    expect(network.calls[0]?.status).toBe(503);
    expect(done).toBe(0);
  });

  it('replaces only the answer when the effect is taken', async () => {
    network.faults = [{ to: 'cloudcraft', effect: 'taken', answer: { status: 500 } }];
    expect((await get()).status).toBe(500);
    expect(done).toBe(1);
  });

  it('does not change calls to other emulators or with other names', async () => {
    network.faults = [
      { to: 'aws', answer: { status: 500 } },
      { to: 'cloudcraft', call: '^POST /a$', answer: { status: 502 } },
    ];
    expect((await get()).status).toBe(201);
    expect((await get('/a', { method: 'POST' })).status).toBe(502);
  });

  it('passes on the calls before and after a fault, and injects faults in their order', async () => {
    network.faults = [
      { to: 'cloudcraft', skip: 1, times: 2, answer: { status: 500 } },
      { to: 'cloudcraft', skip: 1, times: 1, answer: { status: 429 } },
    ];
    const statuses: number[] = [];
    for (let call = 0; call < 6; call += 1) statuses.push((await get()).status);
    expect(statuses).toEqual([201, 500, 500, 429, 201, 201]);
  });

  it('cuts a connection, with or without the work done', async () => {
    network.faults = [{ to: 'cloudcraft', times: 1, answer: { cut: 'connection' } }];
    await expect(get()).rejects.toThrow('fetch failed');
    expect(done).toBe(0);
    network.faults = [{ to: 'cloudcraft', times: 1, effect: 'taken', answer: { cut: 'connection' } }];
    await expect(get()).rejects.toThrow('fetch failed');
    expect(done).toBe(1);
    expect(network.calls.map(({ status }) => status)).toEqual([undefined, undefined]);
  });

  it('cuts a connection in the middle of the true answer', async () => {
    network.faults = [{ to: 'cloudcraft', answer: { cut: 'body' } }];
    const response = await get();
    expect([response.status, response.headers.get('x-true')]).toEqual([201, 'yes']);
    await expect(response.text()).rejects.toThrow('terminated');
    expect(done).toBe(1);
  });

  it.each(['headers', 'body'] as const)('gives the true answer late, from the %s on', async (part) => {
    network.faults = [{ to: 'cloudcraft', answer: { delaySeconds: 5, part } }];
    const response = await get();
    expect(await response.json()).toMatchObject({ done: 1 });
    expect(network.calls[0]?.status).toBe(201);
  });

  it.each([
    ['none', 0],
    ['taken', 1],
  ] as const)(
    'for a caller who hung up on a late answer, effect %s does the work %i times',
    async (effect, times) => {
      network.faults = [{ to: 'cloudcraft', effect, answer: { delaySeconds: 200, part: 'headers' } }];
      const caller = new AbortController();
      const answer = get('/a', { signal: caller.signal });
      while (network.calls.length === 0) await sleep(5);
      caller.abort();
      await expect(answer).rejects.toThrow('aborted');
      await sleep(250_000);
      expect(done).toBe(times);
    },
  );

  it('sends no body with a status that has none', async () => {
    network.faults = [{ to: 'cloudcraft', answer: { status: 204, body: 'ignored' } }];
    expect((await get()).status).toBe(204);
  });

  it('refuses a fault of an emulator that does not exist', () => {
    const known = new Network(['aws', 'cloudcraft']);
    expect(() => {
      known.faults = [{ to: 'cloudcroft', answer: { status: 500 } }];
    }).toThrow('no requests go to "cloudcroft"; they go to aws, cloudcraft');
    expect(known.faults).toEqual([]);
  });

  it('refuses what is not a valid fault', () => {
    expect(() => {
      network.faults = [{ to: 'cloudcraft', call: '(', answer: { status: 500 } }];
    }).toThrow(SyntaxError);
    expect(() => {
      network.faults = [{ to: 'cloudcraft', answer: { status: 42 } }];
    }).toThrow('status');
    expect(network.faults).toEqual([]);
  });
});
