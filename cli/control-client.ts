import * as z from 'zod';
import type { BusEvent } from '../emulators/aws/bus.ts';
import type { VendorReport } from '../emulators/controls/report.ts';

const Overview = z.object({
  urls: z.record(z.string(), z.string()),
  environment: z.record(z.string(), z.string()),
});
const Reports = z.custom<VendorReport[]>((value) => Array.isArray(value));
const Events = z.custom<BusEvent[]>((value) => Array.isArray(value));
const Refusal = z.object({ error: z.string() });

export type ControlClient = ReturnType<typeof controlClient>;

/** The controls of a running world, wherever it runs. Every method throws an Error that names what the world refuses. */
export function controlClient(url: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(new URL(path, url), {
      method,
      body: body === undefined ? null : JSON.stringify(body),
    }).catch(() => nobody(url));
    const json: unknown = await answer.json().catch(() => nobody(url));
    if (answer.ok) return json;
    throw new Error(Refusal.safeParse(json).data?.error ?? `${url} answered ${answer.status}`);
  };
  return {
    url,
    /** Also finds out whether these are the controls of a world at all. */
    overview: async () =>
      Overview.safeParse(await call('GET', '/').catch(() => undefined)).data ?? nobody(url),
    switches: (changes: unknown) => call('PATCH', '/switches', changes),
    preset: (vendor: string, preset: string) => call('PUT', `/presets/${vendor}`, { preset }),
    heal: () => call('POST', '/heal'),
    createAccount: (id: string) => call('POST', '/accounts', { id }),
    events: async () => Events.parse(await call('GET', '/events')),
    report: async (id: string) => Reports.parse(await call('GET', `/accounts/${id}`)),
  };
}

function nobody(url: string): never {
  throw new Error(
    `the controls of a world do not answer at ${url}: start one with "npm run world" and give the URL of its controls`,
  );
}
