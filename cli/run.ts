import { simulateTime } from '../emulators/clock/clock.ts';
import { startControl } from '../emulators/controls/control.ts';
import { startWorld } from '../emulators/world.ts';
import { controlClient } from './control-client.ts';
import type { Options } from './options.ts';
import { type Played, play } from './play.ts';
import { hints } from './print/hints.ts';
import { asJson, show } from './print/show.ts';

/**
 * Runs what the command line asks for, and prints it; gives the exit code.
 * @throws Error when the world cannot be used, or ends in the middle
 */
export async function run(options: Options): Promise<0 | 1> {
  const print = (line: string) => console.log(line);
  const all = await playAll(options, options.json || options.isQuiet ? () => undefined : print);
  const { execution, reports = [] } = all.at(-1) ?? {};
  const hasFailed = execution?.status !== 'SUCCEEDED' || reports.some(({ problems }) => problems.length > 0);
  if (options.json) console.log(JSON.stringify({ runs: all.map(asJson) }, null, 2));
  else if (!options.isQuiet) for (const line of hints(options.scenario, all)) print(line);
  return hasFailed ? 1 : 0;
}

type Print = (line: string) => void;

async function playAll(options: Options, print: Print): Promise<Played[]> {
  const { world: url, scenario, json } = options;
  const world = url === undefined ? await ownWorld(options, print) : runningWorld(url, print);
  const all: Played[] = [];
  try {
    for await (const played of play(controlClient(world.url), scenario, print)) {
      all.push(played);
      if (!json) show(played, (line) => console.log(line));
    }
  } finally {
    await world.close();
  }
  return all;
}

/** Runs in real time, and what is set in it stays until it is healed. */
function runningWorld(url: string, print: Print) {
  print(`The world at ${url}, in real time; faults that are set stay in it\nuntil --again or POST /heal.\n`);
  return { url, close: async () => undefined };
}

async function ownWorld({ realTime, start }: Options, print: Print) {
  const endSimulation = realTime ? () => undefined : simulateTime();
  const world = await startWorld(start);
  const control = await startControl(world);
  print(
    `A world of its own on loopback, in ${realTime ? 'real time' : 'simulated time: waits pass at once'}.\n`,
  );
  const close = async () => {
    await Promise.all([control.close(), world.close()]);
    endSimulation();
  };
  return { url: control.url, close };
}
