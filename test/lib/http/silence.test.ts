import { stall } from '../../../emulators/clock/clock.ts';
import { VendorUnavailableError } from '../../../lib/errors.ts';
import { type Recipient, send } from '../../../lib/http/send.ts';
import { serve } from '../server.ts';

const MINUTE = 60_000;
const to = (url: string) => ({ method: 'GET' as const, url: new URL(url), secrets: [] });
const recipient = (): Recipient => ({ vendor: 'Cloudcraft', answerWithinSeconds: 15 });
const later = (milliseconds: number) => new Promise((due) => setTimeout(due, milliseconds));

/** A vendor that answers after so many seconds, with this status. */
const answersAfter = (seconds: number, status: number) =>
  serve(async ({ socket }, response) => {
    await stall(socket, seconds);
    response.writeHead(status).end('{}');
  });

describe('a vendor that kept a request waiting', () => {
  it.each([
    ['without an answer', 3600, 200],
    ['for an answer that says out of order', 14, 504],
  ])('%s is asked again by the same function only a minute later, at once by another', async (_, ...how) => {
    const { url, received } = await answersAfter(...how);
    const hung = recipient();
    await expect(send(hung, to(url))).rejects.toThrow(VendorUnavailableError);
    const asked = send(hung, to(url));
    await expect(asked).rejects.toThrow(VendorUnavailableError);
    await expect(asked).rejects.toThrow(/: not asked, .* minute ago\. Tried to GET .*: (no answer|504)/);
    expect(received).toHaveLength(1);
    await expect(send(recipient(), to(url))).rejects.toThrow(VendorUnavailableError);
    expect(received).toHaveLength(2);
    await later(MINUTE);
    await expect(send(hung, to(url))).rejects.toThrow(VendorUnavailableError);
    expect(received).toHaveLength(3);
  });

  it.each([
    ['for an answer', 14, 200],
    ['a moment, for an answer that says out of order', 1, 503],
  ])('%s is asked again at once', async (_, ...how) => {
    const { url, received } = await answersAfter(...how);
    const busy = recipient();
    for (const _ of [1, 2]) await send(busy, to(url)).catch(() => undefined);
    expect(received).toHaveLength(2);
  });
});
