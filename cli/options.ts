import { Command } from 'commander';
import { readSwitchChanges, type SwitchChanges } from '../emulators/controls/switch-changes.ts';
import { help } from './help.ts';
import { isEvent, readInput } from './input.ts';
import { seconds, switchChange, worldUrl } from './option-values.ts';
import type { Scenario } from './play.ts';
import { presetOptions, presetsIn, startOptions, startOptionsIn } from './vendor-options.ts';

/** What the command line asks for. */
export interface Options {
  scenario: Scenario;
  /** What vendors leave to whoever starts a world. */
  start: Record<string, unknown>;
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
    .option('--create-account', 'create the account first; an event of a new account does so anyway', false);
  for (const option of [...presetOptions(), ...startOptions()]) command.addOption(option);
  command
    .option(
      '--account-not-ready <seconds>',
      'how long the access role of the new account cannot be assumed (default: 90 in a new world)',
      seconds,
    )
    .option(
      '--role-not-assumable <seconds>',
      'how long a new role cannot be assumed (default: 15 in a new world)',
      seconds,
    )
    .option('--switch <side.name=value>', 'any switch of an emulator, see below; repeatable', switchChange)
    .option('--again', 'then remove every fault and run once more', false)
    .option('--real-time', 'wait in real time, instead of simulated time', false)
    .option(
      '--world <url>',
      'use the world whose controls are there (see npm run world), instead of a new one',
      worldUrl,
    )
    .option('--json', 'print one JSON document and nothing else; npm needs --silent for that', false)
    .addHelpText('after', help())
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .allowExcessArguments(false)
    .parse(argv);
  const given = command.opts<Given>();
  const { realTime, world, json } = given;
  return { realTime, world, json, start: startOptionsIn({ ...given }), scenario: scenario(command, given) };
}

interface Given {
  createAccount: boolean;
  accountNotReady?: number;
  roleNotAssumable?: number;
  switch?: SwitchChanges;
  again: boolean;
  realTime: boolean;
  world: string | undefined;
  json: boolean;
}

function scenario(command: Command, given: Given): Scenario {
  const { again, createAccount, switch: switches = {} } = given;
  const aws = { ...slowness(given), ...switches['aws'] };
  try {
    const input = readInput(command.processedArgs[0]);
    return {
      input,
      presets: presetsIn({ ...given }),
      switches: readSwitchChanges({ ...switches, aws }),
      createsAccount: createAccount || isEvent(input),
      again,
    };
  } catch (error) {
    return command.error(`error: ${error instanceof Error ? error.message : error}`);
  }
}

/** A new world is as slow as AWS by default; one that runs already stays as it is. */
function slowness({ world, accountNotReady, roleNotAssumable }: Given): Record<string, number> {
  const ready = accountNotReady ?? (world === undefined ? 90 : undefined);
  const assumable = roleNotAssumable ?? (world === undefined ? 15 : undefined);
  return {
    ...(ready !== undefined && { accountNotReadySeconds: ready }),
    ...(assumable !== undefined && { roleNotAssumableSeconds: assumable }),
  };
}

const oneLine = (text: string) => `${text.trim().replace(/\s*\n\s*/g, ' ')} (see npm start -- --help)\n`;
