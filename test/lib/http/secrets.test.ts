import type { HttpAnswer } from '../../../lib/http/answer.ts';
import { send } from '../../../lib/http/send.ts';
import { serve, serveAnswer } from '../server.ts';

const secret = 'bear3vFUUkgfzoBK+UKy/PmZw1NsdfrFzdvZoyFJwe8=';
const recipient = { vendor: 'Cloudcraft', answerWithinSeconds: 5, traceIdHeader: 'X-Trace' };
const call = (url: string) =>
  send(recipient, {
    method: 'GET',
    url: new URL('/user/me', url),
    headers: { Authorization: `Bearer ${secret}` },
    secrets: [secret],
  });
const shown = ({ headers, ...rest }: HttpAnswer) => JSON.stringify({ ...rest, headers: [...headers] });

/** The ways in which an answer may write the secret. */
const forms = [
  ['as it is', secret],
  ['URL-encoded', encodeURIComponent(secret)],
  ['with escaped slashes', secret.replaceAll('/', '\\/')],
  ['with escaped characters', secret.replaceAll('+', '\\u002b').replaceAll('=', '\\u003D')],
  ['with escaped letters', secret.replaceAll('b', '\\u0062')],
] as const;

describe('a secret that the vendor repeats is masked', () => {
  it.each(forms)('in the body, in the message and in the trace id, %s', async (_, form) => {
    const body = `{"error":"Invalid key ${form}","${form}":["${form}"]}`;
    const { url } = await serveAnswer(403, body, { 'x-trace': `trace ${secret}`, 'x-echo': secret });
    const answer = await call(url);
    expect(answer.body).toEqual({
      error: expect.stringMatching(/^Invalid key \[secret\]$/),
      '[secret]': ['[secret]'],
    });
    expect(answer.summary).toMatch(/^403 \{"error":"Invalid key \[secret\]".*\(X-Trace trace \[secret\]\)$/);
    expect(answer.traceId).toBe('trace [secret]');
    expect(answer.headers.get('x-echo')).toBe('[secret]');
    expect(shown(answer)).not.toContain('UKy');
  });

  it('in a page', async () => {
    const { url } = await serveAnswer(400, `<h1>Bad Request</h1> Authorization: Bearer ${secret}`);
    expect((await call(url)).summary).toBe('400 with a page: Bad Request Authorization: Bearer [secret]');
  });

  it('where the beginning of a long body ends within it', async () => {
    const { url } = await serveAnswer(400, `${'x'.repeat(280)} ${secret}`);
    expect((await call(url)).summary).not.toContain('bear3');
  });

  it.each([429, 500])('in the error for a status %i', async (status) => {
    const { url } = await serveAnswer(status, `no, ${secret}`);
    await expect(call(url)).rejects.toThrow(`${status} no, [secret]`);
  });
});

it('a success is reported by its size, since it may hold a token that nobody knows yet', async () => {
  const { url } = await serveAnswer(201, '{"access_token":"fresh"}');
  const answer = await call(url);
  expect(answer.summary).toBe('201 with 24 characters');
  expect(answer.body).toEqual({ access_token: 'fresh' });
});

it('the query of a request is in no message', async () => {
  const { url } = await serve((_, response) => response.writeHead(500).end());
  const sent = send(recipient, { method: 'GET', url: new URL('/a?token=hidden', url), secrets: [] });
  await expect(sent).rejects.toThrow(`Tried to GET ${url}/a (Cloudcraft)`);
});
