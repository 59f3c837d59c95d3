import { simulateTime } from '../emulators/clock/clock.ts';
import { startControl } from '../emulators/controls/control.ts';
import { startWorld } from '../emulators/world.ts';
import { controlClient } from './control-client.ts';
import { type Options, readOptions } from './options.ts';
import { type Played, play } from './play.ts';
import { asJson, show } from './print/show.ts';

const options = readOptions(process.argv);
const print = options.json ? () => undefined : (line: string) => console.log(line);

try {
  const all = await playAll(options);
  const red = all.at(-1)?.execution.status !== 'SUCCEEDED';
  if (options.json) console.log(JSON.stringify({ runs: all.map(asJson) }, null, 2));
  else if (red && Object.keys(options.scenario.presets).length > 0)
    print('Run it again with --again to watch a second run mend it.');
  process.exitCode = red ? 1 : 0;
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}

async function playAll({ world: url, family, realTime, scenario, json }: Options): Promise<Played[]> {
  const world = url === undefined ? await ownWorld(realTime, family) : runningWorld(url);
  const all: Played[] = [];
  try {
    for await (const played of play(controlClient(world.url), scenario, print)) {
      all.push(played);
      if (!json) show(played, print);
    }
  } finally {
    await world.close();
  }
  return all;
}

/** What is set in it stays until it is healed. */
function runningWorld(url: string) {
  print(`The world at ${url}, in real time; faults that are set stay in it until --again or POST /heal.\n`);
  return { url, close: async () => undefined };
}

async function ownWorld(realTime: boolean, apiFamily: Options['family']) {
  const realTimeAgain = realTime ? () => undefined : simulateTime();
  const world = await startWorld({ apiFamily });
  const control = await startControl(world);
  print(`A world of its own on loopback, in ${realTime ? 'real' : 'simulated'} time.\n`);
  const close = async () => {
    await Promise.all([control.close(), world.close()]);
    realTimeAgain();
  };
  return { url: control.url, close };
}
