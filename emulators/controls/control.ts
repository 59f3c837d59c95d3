import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { skip } from '../clock/skip.ts';
import { Fault } from '../network/fault.ts';
import { type Listening, listen } from '../network/listen.ts';
import { NoList } from '../no-list.ts';
import { readAs } from '../read-as.ts';
import { vendorNamed } from '../vendors.ts';
import type { World } from '../world.ts';
import { didYouMean } from './nearest.ts';
import { report } from './report.ts';
import { exportLines, memberEnvironment } from './shell-environment.ts';
import { allDefaults, changeSwitches, readSwitchChanges, type SwitchChanges } from './switch-changes.ts';

const NewAccount = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  name: v.optional(v.string(), 'Sandbox'),
});

/**
 * Serves a running world's controls: look at it and change it while it runs.
 *
 * - `GET /` the URLs and the functions' environment; `GET /environment` the same for a shell
 * - `GET /switches`, `PATCH /switches {"aws":{"organizationsThrottled":true}}`
 * - `GET /faults`, `PUT /faults [{"to":"aws","call":"iam:CreateRole","answer":{…}}]`
 * - `PUT /presets/{vendor} {"preset":"down"}`; `POST /heal` removes every fault and sets every switch to its default
 * - `POST /accounts {"id":"…","name":"…"}`, `GET /accounts/{id}`, `GET /accounts/{id}/environment`
 * - `POST /skip {"seconds":600}` moves the world's clock ahead; whoever calls it keeps theirs
 * - `GET /events` what was put on the bus, `POST /events {…}` puts an event as AWS itself does, as one of events/
 * - `GET /calls` every call that reached an emulator
 */
export function startControl(world: World, port = 0): Promise<Listening> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/', (c) => c.json(overview(world)));
  app.get('/environment', (c) => c.text(exportLines(world)));
  app.get('/switches', (c) => c.json(world.switches));
  app.patch('/switches', async (c) => c.json(change(world, readSwitchChanges(await jsonOf(c)))));
  app.get('/faults', (c) => c.json(world.network.faults));
  app.put('/faults', async (c) => {
    world.network.faults = readAs(v.array(Fault), await jsonOf(c));
    return c.json(world.network.faults);
  });
  app.put('/presets/:vendor', async (c) => {
    const { preset } = readAs(Playing, await jsonOf(c));
    return c.json(play(world, c.req.param('vendor'), preset));
  });
  app.post('/heal', (c) => c.json(heal(world)));
  app.post('/accounts', async (c) => c.json(create(world, readAs(NewAccount, await jsonOf(c)))));
  app.get('/accounts/:id', async (c) => c.json(await report(world, c.req.param('id'))));
  app.get('/accounts/:id/environment', (c) => c.text(memberEnvironment(world, c.req.param('id'))));
  app.post('/events', async (c) => c.json(world.aws.bus.put(readAs(NewEvent, await jsonOf(c)))));
  app.get('/events', (c) => c.json(world.aws.bus.events));
  app.post('/skip', async (c) => c.json({ now: skip(readAs(Skip, await jsonOf(c)).seconds) }));
  app.get('/calls', (c) => c.json(world.network.calls));
  app.notFound((c) => c.json({ error: `${c.req.method} ${c.req.path} is not one of the controls` }, 404));
  app.onError((error, c) => c.json({ error: error.message }, 400));
  return listen(app, port);
}

/** What a request holds. @throws Error when that is not JSON */
const jsonOf = (c: Context): Promise<unknown> =>
  c.req.json().catch(() => {
    throw new Error(`expected JSON in the body of ${c.req.method} ${c.req.path}`);
  });

const NewEvent = v.looseObject({
  ...{ source: v.string(), 'detail-type': v.string() },
  detail: v.pipe(NoList, v.record(v.string(), v.unknown())),
});

const Skip = v.strictObject({ seconds: v.pipe(v.number(), v.finite(), v.gtValue(0)) });

const Playing = v.strictObject({ preset: v.string() });

const overview = ({ aws, vendors, environment }: World) => ({
  urls: {
    aws: aws.url,
    ...Object.fromEntries(Object.entries(vendors).map(([name, { url }]) => [name, url])),
  },
  environment,
});

function change(world: World, changes: SwitchChanges) {
  changeSwitches(world, changes);
  return world.switches;
}

function play(world: World, vendor: string, name: string) {
  const presets = vendorNamed(vendor)?.presets ?? {};
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (preset === undefined)
    throw new Error(`${vendor} has no preset "${name}". ${didYouMean(name, Object.keys(presets))}`);
  world.network.faults = [
    ...world.network.faults.filter(({ to }) => to !== vendor),
    ...(preset.faults ?? []),
  ];
  changeSwitches(world, { [vendor]: { ...preset.switches } });
  return { preset: name, description: preset.description };
}

function heal(world: World) {
  world.network.faults = [];
  delete world.switches.aws.assumeRoleAnswersFor;
  return change(world, allDefaults());
}

function create(world: World, { id, name }: v.InferOutput<typeof NewAccount>) {
  const known = world.aws.state.accounts.get(id)?.membership;
  const { membership } = known === undefined ? world.aws.createAccount({ id, name }) : { membership: known };
  return { id, name: membership?.name, state: membership?.state };
}
