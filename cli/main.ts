import { simulateTime } from '../emulators/clock/clock.ts';
import { startControl } from '../emulators/controls/control.ts';
import { startWorld } from '../emulators/world.ts';
import { controlClient } from './control-client.ts';
import { type Options, readOptions } from './options.ts';
import { type Played, play } from './play.ts';
import { hints } from './print/hints.ts';
import { asJson, show } from './print/show.ts';

// Whoever reads the output may stop reading, as head does.
process.stdout.on('error', () => process.exit(0));

const options = readOptions(process.argv);
const print = options.json ? () => undefined : (line: string) => console.log(line);

try {
  const all = await playAll(options);
  const hasFailed = all.at(-1)?.execution.status !== 'SUCCEEDED';
  if (options.json) console.log(JSON.stringify({ runs: all.map(asJson) }, null, 2));
  else if (hasFailed) for (const line of hints(options.scenario, all)) print(line);
  process.exitCode = hasFailed ? 1 : 0;
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
}

async function playAll({ world: url, start, realTime, scenario, json }: Options): Promise<Played[]> {
  const world = url === undefined ? await ownWorld(realTime, start) : runningWorld(url);
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

/** Runs in real time, and what is set in it stays until it is healed. */
function runningWorld(url: string) {
  print(`The world at ${url}, in real time; faults that are set stay in it\nuntil --again or POST /heal.\n`);
  return { url, close: async () => undefined };
}

async function ownWorld(realTime: boolean, start: Options['start']) {
  const endSimulation = realTime ? () => undefined : simulateTime();
  const world = await startWorld(start);
  const control = await startControl(world);
  print(`A world of its own on loopback, in ${realTime ? 'real' : 'simulated'} time.\n`);
  const close = async () => {
    await Promise.all([control.close(), world.close()]);
    endSimulation();
  };
  return { url: control.url, close };
}
