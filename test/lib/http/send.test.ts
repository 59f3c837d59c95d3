import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import * as v from 'valibot';
import { stall } from '../../../emulators/clock/clock.ts';
import { withDeadline } from '../../../lib/deadline.ts';
import { VendorResponseError, VendorThrottledError, VendorUnavailableError } from '../../../lib/errors.ts';
import { parseAnswer } from '../../../lib/http/answer.ts';
import { type HttpRequest, send } from '../../../lib/http/send.ts';
import { serve, serveAnswer } from '../server.ts';

const recipient = { vendor: 'Cloudcraft', answerWithinSeconds: 5, traceIdHeader: 'X-Trace' };
const get = (url: string, request: Partial<HttpRequest> = {}, within = recipient) =>
  send(within, { method: 'GET', url: new URL('/aws/account?ids=1', url), secrets: [], ...request });
const json = { 'content-type': 'application/json' };

describe('an answer is given back', () => {
  it('with its status, its headers and the parsed JSON', async () => {
    const { url } = await serveAnswer(201, '{"id":"1"}', { ...json, 'x-trace': 'trace-1' });
    const answer = await get(url);
    expect(answer).toMatchObject({ status: 201, body: { id: '1' }, traceId: 'trace-1' });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.tried).toBe(`GET ${url}/aws/account (Cloudcraft)`);
  });

  it('within a time that is not a whole number of milliseconds', async () => {
    const { url } = await serveAnswer(200, '{}');
    expect(await get(url, {}, { ...recipient, answerWithinSeconds: 5.0001 })).toMatchObject({ status: 200 });
  });

  it('whatever its status, where the caller has to judge', async () => {
    const { url } = await serveAnswer(404, '{"error":"AwsAccount not found"}');
    expect(await get(url)).toMatchObject({ status: 404, summary: '404 {"error":"AwsAccount not found"}' });
  });

  it('without a body when that is empty or not JSON', async () => {
    expect(await get((await serveAnswer(204)).url)).toMatchObject({ status: 204, body: undefined });
    const page = await get((await serveAnswer(403, '<html>\n  <h1>Forbidden</h1></html>')).url);
    expect(page).toMatchObject({ body: undefined, summary: '403 with a page: Forbidden' });
    expect(await get((await serveAnswer(400)).url)).toMatchObject({ summary: '400 (empty body)' });
  });

  it('with its redirect, which is not followed', async () => {
    const elsewhere = await serveAnswer(200, '{}');
    const { url } = await serveAnswer(308, '', { location: `${elsewhere.url}/oauth2/token` });
    expect(await get(url, { headers: { Authorization: 'Bearer x' } })).toMatchObject({ status: 308 });
    expect(elsewhere.received).toEqual([]);
  });
});

describe('a request carries', () => {
  it.each([
    ['JSON', { json: { a: 'b' } }, '{"a":"b"}', 'application/json'],
    [
      'a form',
      { form: { client_id: 'a', client_secret: 'b+c/d=' } },
      'client_id=a&client_secret=b%2Bc%2Fd%3D',
      'application/x-www-form-urlencoded',
    ],
    ['nothing', {}, '', undefined],
  ])('%s', async (_, content, body, type) => {
    const { url, received } = await serveAnswer(200, '{}');
    await get(url, { method: 'POST', headers: { Authorization: 'Bearer x' }, ...content });
    expect(received).toMatchObject([
      {
        method: 'POST',
        url: '/aws/account?ids=1',
        body,
        headers: { authorization: 'Bearer x', accept: 'application/json' },
      },
    ]);
    expect(received[0]?.headers['content-type']).toBe(type);
  });
});

describe('no answer is VendorUnavailableError, which says what happened', () => {
  const refused = async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    server.close();
    await once(server, 'close');
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  };

  it('when nobody listens at any address of the host', async () => {
    const url = (await refused()).replace('127.0.0.1', 'localhost');
    await expect(get(url)).rejects.toThrow(/no answer, (connect )?ECONNREFUSED/);
  });

  it('when nobody listens', async () => {
    const url = await refused();
    const attempt = get(url);
    await expect(attempt).rejects.toThrow(VendorUnavailableError);
    await expect(attempt).rejects.toThrow(
      `Tried to GET ${url}/aws/account (Cloudcraft): no answer, connect ECONNREFUSED`,
    );
  });

  const hangUp: RequestListener = (request) => request.socket.destroy();
  const hangUpHalfway: RequestListener = (request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"half":', () => request.socket.destroy());
  };
  it.each([
    ['the connection is cut', hangUp],
    ['the connection is cut in the middle of the body', hangUpHalfway],
  ])('when %s', async (_, answer) => {
    const attempt = get((await serve(answer)).url);
    await expect(attempt).rejects.toThrow(VendorUnavailableError);
    await expect(attempt).rejects.toThrow(/no answer, (other side closed|read ECONNRESET)/);
  });

  const sayNothing: RequestListener = () => undefined;
  const stallHalfway: RequestListener = ({ socket }, response) => {
    response.writeHead(200).write('{"half":');
    stall(socket, Number.POSITIVE_INFINITY);
  };
  it.each([
    ['nothing comes in time', sayNothing],
    ['the body does not end in time', stallHalfway],
  ])('when %s', async (_, answer) => {
    const attempt = get((await serve(answer)).url, {}, { ...recipient, answerWithinSeconds: 0.05 });
    await expect(attempt).rejects.toThrow(VendorUnavailableError);
    await expect(attempt).rejects.toThrow('no answer, The operation was aborted due to timeout');
  });

  it('when the work was ended with a value that is not an error', async () => {
    const { url } = await serve(() => undefined);
    const ended = withDeadline(AbortSignal.abort('enough'), () => get(url));
    await expect(ended).rejects.toThrow('no answer, enough');
  });

  it.each([408, 425, 500, 502, 503, 504])('when the status is %i', async (status) => {
    const attempt = get((await serveAnswer(status, '<h1>Sorry</h1>')).url);
    await expect(attempt).rejects.toThrow(VendorUnavailableError);
    await expect(attempt).rejects.toThrow(
      new RegExp(`^Tried to GET \\S+ \\(Cloudcraft\\): ${status} with a page: Sorry`),
    );
  });
});

describe('an answer of the wrong shape is VendorResponseError', () => {
  const Account = v.object({ id: v.string(), accounts: v.array(v.object({ name: v.string() })) });

  it.each([
    [
      'which names the field and not its value',
      '{"id":1,"accounts":[{"name":{"a":"hidden"}}]}',
      'id: ',
      'accounts.0.name: ',
    ],
    [
      'when the answer is a page',
      '<html>Please sign in</html>',
      '200 with 27 characters, which does not fit (body: ',
      '',
    ],
    ['when the answer is empty', '', '200 with 0 characters', 'body: '],
  ])('%s', async (_, body, ...parts) => {
    const answer = await get((await serveAnswer(200, body)).url);
    const read = () => parseAnswer(Account, answer);
    expect(read).toThrow(VendorResponseError);
    for (const part of parts) expect(read).toThrow(part);
    expect(read).not.toThrow(/hidden|sign in/);
  });

  it('and one of the right shape is given back', async () => {
    const answer = await get((await serveAnswer(200, '{"id":"1","accounts":[],"more":true}')).url);
    expect(parseAnswer(Account, answer)).toEqual({ id: '1', accounts: [] });
  });
});

it('a long refusal is quoted by its beginning', async () => {
  const { summary } = await get((await serveAnswer(400, 'x'.repeat(5000))).url);
  expect(summary).toBe(`400 ${'x'.repeat(300)}`);
});

it.each([
  ['with a wait', { 'retry-after': '0.5' }, 0.5],
  ['with a wait until a time', { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }, 60],
  ['without a wait', {}, undefined],
])('429 %s is VendorThrottledError, which says how long to wait', async (_, headers, seconds) => {
  const { url, received } = await serveAnswer(429, 'Too Many Requests', headers);
  const error: unknown = await get(url).catch((thrown: unknown) => thrown);
  if (!(error instanceof VendorThrottledError)) throw error;
  expect(error.message).toContain('429 Too Many Requests');
  if (seconds === undefined) expect(error.afterSeconds).toBeUndefined();
  else expect(Math.abs((error.afterSeconds ?? 0) - seconds)).toBeLessThan(1.5);
  expect(received).toHaveLength(1);
});
