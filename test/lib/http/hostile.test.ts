import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { stall } from '../../../emulators/clock/clock.ts';
import { VendorResponseError, VendorUnavailableError } from '../../../lib/errors.ts';
import { send } from '../../../lib/http/send.ts';
import { serve } from '../server.ts';

const MB = 1_000_000;

const ask = (url: string) =>
  send({ vendor: 'Cloudcraft', answerWithinSeconds: 5 }, { method: 'GET', url: new URL(url), secrets: [] });

/** Writes as fast as the client reads, 300 MB at most, which is as good as without an end. */
const endless =
  (headers: Record<string, string>): RequestListener =>
  (_, response) => {
    const chunk = Buffer.alloc(MB, ' ');
    response.writeHead(200, headers);
    let left = 300;
    const write = () => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(chunk)) return;
      }
      response.end();
    };
    response.on('drain', write);
    write();
  };

/** 306 KB that become 300 MB. */
const bomb: RequestListener = (_, response) => {
  const member = gzipSync(Buffer.alloc(MB, ' '));
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.concat(Array(300).fill(member)));
};

/** A character now and then, for as long as somebody reads. */
const trickle: RequestListener = async ({ socket }, response) => {
  while (!socket.destroyed) {
    response.write(' ');
    await stall(socket, 0.1);
  }
};

const answering =
  (body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(200, headers).end(body);

describe('a hostile vendor', () => {
  it.each([
    [
      'a huge answer',
      endless({ 'content-length': String(300 * MB) }),
      VendorResponseError,
      'of more than 10000000 bytes',
    ],
    ['an answer without an end', endless({}), VendorResponseError, 'of more than 10000000 bytes'],
    ['a small answer that decompresses to 300 MB', bomb, VendorResponseError, 'of more than 10000000 bytes'],
    ['a deep answer', answering('['.repeat(9 * MB)), VendorResponseError, 'of more than 100 levels'],
    [
      'millions of values',
      answering(`[${'{},'.repeat(3 * MB)}1]`),
      VendorResponseError,
      'more than 500000 values',
    ],
    ['a slow answer without an end', trickle, VendorUnavailableError, 'aborted due to timeout'],
    ['a huge header', answering('', { x: 'x'.repeat(MB) }), VendorUnavailableError, 'Headers Overflow'],
  ])('with %s is refused by name, and the connection is closed', async (_, answer, Refused, says) => {
    let written = 0;
    let closed: Promise<unknown> = Promise.resolve();
    const { url } = await serve((request, response) => {
      const { socket } = request;
      closed = once(response, 'close').then(() => {
        written = socket.bytesWritten;
      });
      answer(request, response);
    });
    const { rss } = process.memoryUsage();
    const refused: unknown = await ask(url).catch((error: unknown) => error);
    expect(process.memoryUsage().rss - rss).toBeLessThan(200 * MB);
    expect(refused).toBeInstanceOf(Refused);
    expect(String(refused)).toContain(says);
    await closed;
    expect(written).toBeLessThan(50 * MB);
  });
});
