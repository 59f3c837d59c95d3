import { withDeadline } from '../../../lib/deadline.ts';
import { VendorThrottledError } from '../../../lib/errors.ts';
import { send } from '../../../lib/http/send.ts';
import { serve } from '../server.ts';

const get = (url: string) =>
  send({ vendor: 'Cloudcraft', answerWithinSeconds: 5 }, { method: 'GET', url: new URL(url), secrets: [] });

/** Refuses so many times, then answers. */
const busy = (times: number, headers: Record<string, string>) => {
  let left = times;
  return serve((_, response) => {
    left -= 1;
    response.writeHead(left < 0 ? 200 : 429, headers).end(left < 0 ? '{"in":true}' : 'Too Many Requests');
  });
};

it('429 with a short wait is waited for', async () => {
  const { url, received } = await busy(2, { 'retry-after': '0.001' });
  expect(await get(url)).toMatchObject({ status: 200, body: { in: true } });
  expect(received).toHaveLength(3);
});

it.each([
  ['with a wait that does not help', { 'retry-after': '0' }, 3],
  ['with a long wait', { 'retry-after': '11' }, 1],
  ['with a long wait until a time', { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }, 1],
  ['without a wait', {}, 1],
  ['with an absurd wait', { 'retry-after': '1e30' }, 1],
])('429 %s is VendorThrottledError', async (_, headers, requests) => {
  const { url, received } = await busy(9, headers);
  const attempt = get(url);
  await expect(attempt).rejects.toThrow(VendorThrottledError);
  await expect(attempt).rejects.toThrow('429 Too Many Requests');
  expect(received).toHaveLength(requests);
});

it('a wait, even the longest, ends with the time of the work', async () => {
  const { url } = await serve((_, response) => response.writeHead(429, { 'retry-after': '10' }).end());
  await expect(withDeadline(AbortSignal.timeout(100), () => get(url))).rejects.toThrow(
    'The operation was aborted',
  );
}, 5_000);
