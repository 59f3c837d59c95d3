import { Command, InvalidArgumentError, Option } from 'commander';
import { readSwitchChanges } from '../emulators/controls/switch-changes.ts';
import { presets } from '../emulators/presets.ts';
import { help } from './help.ts';
import { readInput } from './input.ts';
import type { Scenario } from './play.ts';

/** What the command line asks for. */
export interface Options {
  scenario: Scenario;
  family: 'd4c' | 'cloud-security';
  realTime: boolean;
  /** URL of the controls of a world that runs already. */
  world: string | undefined;
  json: boolean;
}

/** Reads the command line; a wrong one ends the process with one line and exit code 2. */
export function readOptions(argv: string[]): Options {
  const command = new Command('npm start --')
    .description(
      'Enrolls an account in the embedded world: the deployed workflow, the deployed handlers, real HTTP on loopback.',
    )
    .argument(
      '[input]',
      'an event or a manual input (a JSON file), or an account id',
      'events/create-account-succeeded.json',
    )
    .addOption(preset('cloudcraft'))
    .addOption(preset('crowdstrike'))
    .addOption(
      new Option('--family <family>', "CrowdStrike's API family")
        .choices(['d4c', 'cloud-security'])
        .default('d4c'),
    )
    .option(
      '--account-not-ready <seconds>',
      'how long the new account cannot be entered (default: 90 in a new world)',
      seconds,
    )
    .option(
      '--role-not-assumable <seconds>',
      'how long a new role cannot be assumed (default: 15 in a new world)',
      seconds,
    )
    .option(
      '--switch <side.name=value>',
      'any switch of an emulator, as crowdstrike.duplicates=409; repeatable',
      pair,
      {},
    )
    .option('--again', 'then take every fault back and run once more', false)
    .option('--real-time', 'wait as long as in life, instead of a hundredth of it', false)
    .option(
      '--world <url>',
      'use the world whose controls are there (see npm run world), instead of a new one',
      url,
    )
    .option('--json', 'print one JSON document and nothing else; npm needs --silent for that', false)
    .addHelpText('after', help())
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .allowExcessArguments(false)
    .parse(argv);
  const given = command.opts<Given>();
  return { ...given, world: given.world, scenario: scenario(command, given) };
}

interface Given extends Omit<Options, 'scenario'> {
  cloudcraft?: string;
  crowdstrike?: string;
  accountNotReady?: number;
  roleNotAssumable?: number;
  switch: Scenario['switches'];
  again: boolean;
}

function scenario(command: Command, given: Given): Scenario {
  const { cloudcraft, crowdstrike, switch: switches, again } = given;
  const aws = {
    ...slowness(given),
    ...switches['aws'],
  };
  try {
    return {
      input: readInput(command.processedArgs[0]),
      presets: { ...(cloudcraft && { cloudcraft }), ...(crowdstrike && { crowdstrike }) },
      switches: validated({ ...switches, aws }),
      again,
    };
  } catch (error) {
    return command.error(`error: ${error instanceof Error ? error.message : error}`);
  }
}

/** @throws Error naming what is no switch, or no value of one */
function validated(switches: Scenario['switches']): Scenario['switches'] {
  readSwitchChanges(switches);
  return switches;
}

/** A new world is as slow as life, unless told otherwise; one that runs already stays as it is. */
function slowness({ world, accountNotReady, roleNotAssumable }: Given): Record<string, number> {
  const ready = accountNotReady ?? (world === undefined ? 90 : undefined);
  const assumable = roleNotAssumable ?? (world === undefined ? 15 : undefined);
  return {
    ...(ready !== undefined && { accountNotReadySeconds: ready }),
    ...(assumable !== undefined && { roleNotAssumableSeconds: assumable }),
  };
}

type Vendor = 'cloudcraft' | 'crowdstrike';

const preset = (vendor: Vendor) =>
  new Option(`--${vendor} <fault>`, `play a fault of ${vendor}, see below`).argParser((name) => {
    if (Object.hasOwn(presets[vendor], name)) return name;
    throw new InvalidArgumentError(`It is one of ${Object.keys(presets[vendor]).join(', ')}.`);
  });

function seconds(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number of seconds.');
}

function url(text: string): string {
  if (URL.canParse(text)) return text;
  throw new InvalidArgumentError('It is the URL that "npm run world" prints for its controls.');
}

/** `side.name=value`; the value is JSON, or else a word. */
function pair(text: string, all: Scenario['switches']): Scenario['switches'] {
  const [, side, name, value] = /^(\w+)\.(\w+)=(.*)$/.exec(text) ?? [];
  if (side === undefined || name === undefined || value === undefined) {
    throw new InvalidArgumentError('It is side.name=value, as aws.organizationsThrottled=true.');
  }
  return { ...all, [side]: { ...all[side], [name]: jsonOrWord(value) } };
}

function jsonOrWord(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const oneLine = (text: string) =>
  `${text.trim().replace(/\s*\n\s*/g, ' ')} (npm start -- --help tells more)\n`;
