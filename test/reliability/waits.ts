import { createHook } from 'node:async_hooks';
import fc from 'fast-check';
import { withDeadline } from '../../lib/deadline.ts';
import { send } from '../../lib/http/send.ts';
import { crowdstrikeRecipient } from '../../lib/vendors/crowdstrike/recipient.ts';
import { serve } from '../lib/server.ts';

/** A wait that a header asks for: how many seconds it means, undefined where it means nothing. */
export interface AskedWait {
  headers: Record<string, string>;
  seconds: number | undefined;
}

/** Waits in every form of the standard header and of CrowdStrike's, at a time in milliseconds. */
export const askedWait = (now: number): fc.Arbitrary<AskedWait> =>
  fc
    .record({
      written: fc.constantFrom<[name: string, form: string]>(
        ['Retry-After', 'seconds'],
        ['Retry-After', 'date'],
        ['X-Ratelimit-Retryafter', 'seconds'],
        ['X-Ratelimit-Retryafter', 'epoch seconds'],
        ['X-Ratelimit-Retryafter', 'epoch milliseconds'],
      ),
      seconds: fc.oneof(fc.integer({ min: -1000, max: 30 }), fc.integer({ min: -1000, max: 31_536_000 })),
    })
    .map(({ written: [name, form], seconds }) => ({
      headers: { [name]: written(form, seconds, now) },
      seconds: Math.max(0, seconds),
    }));

function written(form: string, seconds: number, now: number): string {
  const time = now + seconds * 1000;
  if (form === 'date') return new Date(time).toUTCString();
  if (form === 'epoch seconds') return String(time / 1000);
  return String(form === 'seconds' ? seconds : time);
}

/** Anything that a header can hold, with numbers of all sizes. */
export const anyHeader: fc.Arbitrary<Record<string, string>> = fc
  .record({
    name: fc.constantFrom('Retry-After', 'X-Ratelimit-Retryafter'),
    value: fc.oneof(
      fc.string({ unit: 'grapheme-ascii' }),
      fc.double().map(String),
      fc.bigInt().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      fc.constantFrom('Infinity', '-0', '1e30', '0x10', '9'.repeat(400), '١٠', 'NaN', '10.0001', '10'),
    ),
  })
  .filter(({ value }) => /^[ -~]*$/.test(value))
  .map(({ name, value }) => ({ [name]: value }));

/** A vendor that answers nothing but 429, with the headers that it is asked with. */
export async function startBusyVendor() {
  let headers: Record<string, string> = {};
  const { url } = await serve((_, response) => response.writeHead(429, headers).end('busy'));
  return async (asked: Record<string, string>) => {
    headers = asked;
    const sent = () =>
      send(crowdstrikeRecipient(5), { method: 'GET', url: new URL(url), secrets: [] }).catch(() => undefined);
    return longestTimer(() => withDeadline(endingWithAnyWait(), sent));
  };
}

/** A signal that fires as soon as a wait listens to it: the wait's timer is set by then, so it need not be sat out. */
function endingWithAnyWait(): AbortSignal {
  const over = new AbortController();
  const listen = over.signal.addEventListener.bind(over.signal);
  const addEventListener: typeof listen = (...listening: Parameters<typeof listen>) => {
    listen(...listening);
    setImmediate(() => over.abort());
  };
  return Object.assign(over.signal, { addEventListener });
}

/** The longest timer, in milliseconds, that was set while the work was under way. */
async function longestTimer(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  const hook = createHook({
    init: (_id, type, _trigger, resource) => {
      if (type === 'Timeout') longest = Math.max(longest, Number(Reflect.get(resource, '_idleTimeout')));
    },
  }).enable();
  await work().finally(() => hook.disable());
  return longest;
}
