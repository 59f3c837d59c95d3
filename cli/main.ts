import { startControl } from '../emulators/controls/control.ts';
import { startWorld } from '../emulators/world.ts';
import { controlClient } from './control-client.ts';
import { type Options, readOptions } from './options.ts';
import { type Played, play } from './play.ts';
import { asJson, show } from './print/show.ts';

/** A hundredth of real time: half an hour of waiting takes eighteen seconds. */
const FAST = 0.01;

// Whoever reads the output may stop reading, as head does.
process.stdout.on('error', () => process.exit(0));

const options = readOptions(process.argv);
const print = options.json ? () => undefined : (line: string) => console.log(line);

try {
  const all = await playAll(options);
  const hasFailed = all.at(-1)?.execution.status !== 'SUCCEEDED';
  if (options.json) console.log(JSON.stringify({ runs: all.map(asJson) }, null, 2));
  else if (hasFailed && Object.keys(options.scenario.presets).length > 0)
    print('Run it again with --again to see a second run repair it.');
  process.exitCode = hasFailed ? 1 : 0;
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
}

async function playAll({ world: url, start, realTime, scenario, json }: Options): Promise<Played[]> {
  const world = url === undefined ? await ownWorld(realTime ? 1 : FAST, start) : runningWorld(url);
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

/** Keeps its own pace, and what is set in it stays until it is healed. */
function runningWorld(url: string) {
  print(
    `The world at ${url}, at its own pace; faults that are set stay in it\nuntil --again or POST /heal.\n`,
  );
  return { url, close: async () => undefined };
}

async function ownWorld(pace: number, start: Options['start']) {
  const world = await startWorld({ ...start, pace });
  // A vendor that does not answer is given up as much sooner as everything else is.
  if (pace < 1) world.environment['VENDOR_TIMEOUT_SECONDS'] = String(Math.max(1, 15 * pace));
  const control = await startControl(world);
  print(
    `A world of its own on loopback; waits are ${pace === 1 ? 'as in life' : `played at 1/${1 / pace} of their length`}.\n`,
  );
  const close = async () => {
    await Promise.all([control.close(), world.close()]);
  };
  return { url: control.url, close };
}
