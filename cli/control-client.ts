import * as v from 'valibot';
import type { BusEvent } from '../emulators/aws/bus.ts';
import type { VendorReport } from '../emulators/controls/report.ts';

const Overview = v.object({
  urls: v.record(v.string(), v.string()),
  environment: v.record(v.string(), v.string()),
});
const Reports = v.custom<VendorReport[]>(Array.isArray, 'expected an array');
const Events = v.custom<BusEvent[]>(Array.isArray, 'expected an array');
const Refusal = v.object({ error: v.string() });

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
    throw new Error(v.is(Refusal, json) ? json.error : `${url} answered ${answer.status}`);
  };
  return {
    url,
    /** Also finds out whether these are the controls of a world at all. */
    overview: async () => {
      const answer = await call('GET', '/').catch(() => undefined);
      return v.is(Overview, answer) ? answer : nobody(url);
    },
    switches: (changes: unknown) => call('PATCH', '/switches', changes),
    preset: (vendor: string, preset: string) => call('PUT', `/presets/${vendor}`, { preset }),
    heal: () => call('POST', '/heal'),
    createAccount: (id: string) => call('POST', '/accounts', { id }),
    events: async () => v.parse(Events, await call('GET', '/events')),
    report: async (id: string) => v.parse(Reports, await call('GET', `/accounts/${id}`)),
  };
}

function nobody(url: string): never {
  throw new Error(
    `the controls of a world do not answer at ${url}: start one with "npm run world" and give the URL of its controls`,
  );
}
