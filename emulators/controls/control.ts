import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { AwsSwitches } from '../aws/switches.ts';
import { CloudcraftSwitches } from '../cloudcraft/switches.ts';
import { CrowdstrikeSwitches } from '../crowdstrike/switches.ts';
import { type Listening, listen } from '../network/listen.ts';
import { Fault } from '../network/network.ts';
import { presets } from '../presets.ts';
import type { World } from '../world.ts';
import { report } from './report.ts';
import { exportLines, memberEnvironment } from './shell-environment.ts';
import { readSwitchChanges, type SwitchChanges } from './switch-changes.ts';

const NewAccount = z.strictObject({ id: z.string().regex(/^\d{12}$/), name: z.string().default('Sandbox') });

/**
 * Serves a running world's controls: look at it and change it while it runs.
 *
 * - `GET /` the URLs and the functions' environment; `GET /environment` the same for a shell
 * - `GET /switches`, `PATCH /switches {"crowdstrike":{"duplicates":409}}`
 * - `GET /faults`, `PUT /faults [{"to":"aws","call":"iam:CreateRole","answer":{…}}]`
 * - `PUT /presets/{vendor} {"preset":"down"}`; `POST /heal` takes back every fault and switch
 * - `POST /accounts {"id":"…","name":"…"}`, `GET /accounts/{id}`, `GET /accounts/{id}/environment`
 * - `GET /calls` every call that reached an emulator
 */
export function startControl(world: World, port = 0): Promise<Listening> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/', (c) => c.json(overview(world)));
  app.get('/environment', (c) => c.text(exportLines(world)));
  app.get('/switches', (c) => c.json(world.switches));
  app.patch('/switches', async (c) => c.json(change(world, readSwitchChanges(await c.req.json()))));
  app.get('/faults', (c) => c.json(world.network.faults));
  app.put('/faults', async (c) => {
    world.network.faults = z.array(Fault).parse(await c.req.json());
    return c.json(world.network.faults);
  });
  app.put('/presets/cloudcraft', async (c) => c.json(play(world, 'cloudcraft', await presetName(c))));
  app.put('/presets/crowdstrike', async (c) => c.json(play(world, 'crowdstrike', await presetName(c))));
  app.post('/heal', (c) => c.json(heal(world)));
  app.post('/accounts', async (c) => c.json(create(world, NewAccount.parse(await c.req.json()))));
  app.get('/accounts/:id', (c) => c.json(report(world, c.req.param('id'))));
  app.get('/accounts/:id/environment', (c) => c.text(memberEnvironment(world, c.req.param('id'))));
  app.get('/calls', (c) => c.json(world.network.calls));
  app.onError((error, c) =>
    c.json({ error: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 400),
  );
  return listen(app, port);
}

const overview = ({ aws, cloudcraft, crowdstrike, environment }: World) => ({
  urls: { aws: aws.url, cloudcraft: cloudcraft.url, crowdstrike: crowdstrike.url },
  environment,
});

function change({ switches }: World, changes: SwitchChanges) {
  Object.assign(switches.aws, changes.aws);
  Object.assign(switches.cloudcraft, changes.cloudcraft);
  Object.assign(switches.crowdstrike, changes.crowdstrike);
  return switches;
}

const presetName = async (c: Context) =>
  z.strictObject({ preset: z.string() }).parse(await c.req.json()).preset;

function play(world: World, vendor: 'cloudcraft' | 'crowdstrike', name: string) {
  const preset = Object.entries(presets[vendor]).find(([key]) => key === name)?.[1];
  if (preset === undefined)
    throw new Error(`${vendor} has no preset "${name}"; it has ${Object.keys(presets[vendor]).join(', ')}`);
  world.network.faults = [
    ...world.network.faults.filter(({ to }) => to !== vendor),
    ...(preset.faults ?? []),
  ];
  Object.assign(world.switches[vendor], preset.switches);
  return { preset: name, description: preset.description };
}

function heal(world: World) {
  world.network.faults = [];
  const { aws } = world.switches;
  delete aws.assumeRoleAnswersFor;
  return change(world, {
    aws: AwsSwitches.parse({}),
    cloudcraft: CloudcraftSwitches.parse({}),
    crowdstrike: CrowdstrikeSwitches.parse({}),
  });
}

function create(world: World, { id, name }: z.infer<typeof NewAccount>) {
  const known = world.aws.state.accounts.get(id)?.membership;
  const { membership } = known === undefined ? world.aws.createAccount({ id, name }) : { membership: known };
  return { id, name: membership?.name, state: membership?.state };
}
