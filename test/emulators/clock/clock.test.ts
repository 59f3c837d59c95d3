import { pbkdf2 } from 'node:crypto';
import { createServer, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { awaited, busy, isSimulated, stall } from '../../../emulators/clock/clock.ts';
import { serve } from '../../lib/server.ts';

const HOUR = 3_600_000;

/** How many simulated milliseconds the work takes. */
const duration = async (work: () => Promise<unknown>) => {
  const start = Date.now();
  await work();
  return Date.now() - start;
};

/** Work that really takes a while, as nothing in the process shows. */
const reallySlow = () =>
  new Promise<void>((done) => {
    const server = createServer().listen(0);
    server.once('listening', () => server.close(() => done()));
  });

it('a wait takes its full length, to the millisecond, whatever sets its timer', async () => {
  expect(isSimulated()).toBe(true);
  expect(await duration(() => sleep(HOUR))).toBe(HOUR);
  expect(await duration(() => new Promise((over) => setTimeout(over, 90_500)))).toBe(90_500);
  const signal = AbortSignal.timeout(15_000);
  const aborted = () => new Promise((over) => signal.addEventListener('abort', over));
  expect(await duration(() => awaited('the signal', aborted()))).toBe(15_000);
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
});

it('waits at the same time pass together, the shorter first', async () => {
  const order: number[] = [];
  const waits = [3000, 1000, 2000].map((wait) => sleep(wait).then(() => order.push(wait)));
  expect(await duration(() => Promise.all(waits))).toBe(3000);
  expect(order).toEqual([1000, 2000, 3000]);
});

it('no time passes while a request is answered, by fetch and by the client of the SDK', async () => {
  const { url } = await serve((_, response) => response.end('x'.repeat(1e6)));
  const tick = setInterval(() => undefined, 1000);
  const byFetch = async () => (await fetch(url)).text();
  const byHttp = () => new Promise((ended) => get(url, (response) => response.resume().once('end', ended)));
  expect(await duration(byFetch)).toBe(0);
  expect(await duration(byHttp)).toBe(0);
  clearInterval(tick);
});

it('no time passes while an answer is decompressed, in another thread', async () => {
  const body = gzipSync('x');
  const { url } = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(body),
  );
  const limited = async () => (await fetch(url, { signal: AbortSignal.timeout(1) })).text();
  const tick = setInterval(() => undefined, 1000);
  const threads = Array.from({ length: 4 }, () => promisify(pbkdf2)('', '', 100_000, 64, 'sha512'));
  expect(await duration(limited)).toBe(0);
  clearInterval(tick);
  await Promise.all(threads);
});

it('a server that says nothing lets time pass, up to the limit of its caller', async () => {
  const { url } = await serve(() => undefined);
  const call = () => fetch(url, { signal: AbortSignal.timeout(20_000) }).catch(() => undefined);
  expect(await duration(call)).toBe(20_000);
});

it('a server that stops in the middle of its answer on purpose lets time pass', async () => {
  const { url } = await serve(async ({ socket }, response) => {
    response.writeHead(200, { 'content-length': '4' }).write('ha');
    await stall(socket, 200); // fetch gives up after 300 s
    response.end('lf');
  });
  expect(await duration(async () => (await fetch(url)).text())).toBe(200_000);
});

it('a caller that hangs up ends the silence of its server', async () => {
  let silent = 0;
  const { url } = await serve(async ({ socket }) => {
    silent = await duration(() => stall(socket, Number.POSITIVE_INFINITY));
  });
  await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  await sleep(1);
  expect(silent).toBe(5000);
});

it('a server that asks another one in turn is not taken to be silent', async () => {
  const inner = await serve((_, response) => response.end('inner'));
  const outer = await serve(async (_, response) => response.end(await (await fetch(inner.url)).text()));
  const limited = async () => (await fetch(outer.url, { signal: AbortSignal.timeout(1) })).text();
  expect(await duration(limited)).toBe(0);
});

it('time stands still for work that was declared', async () => {
  const early = sleep(1);
  expect(await duration(() => busy(reallySlow))).toBe(0);
  await early;
});

it('what nothing can end is given up, with its name', async () => {
  const forever = new Promise<never>(() => undefined);
  await expect(awaited('the execution run-1', forever)).rejects.toMatchObject({
    name: 'WaitsForNothingError',
    message: expect.stringContaining('the execution run-1 waits for nothing'),
  });
});

it('what is repeated for ever is given up after 30 days', async () => {
  const again = setInterval(() => undefined, HOUR);
  const endless = duration(() => awaited('the endless', new Promise(() => undefined)).catch(() => undefined));
  expect(await endless).toBe(30 * 24 * HOUR);
  clearInterval(again);
});
