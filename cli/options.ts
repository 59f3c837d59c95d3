import { type Command, Option } from 'commander';
import { readSwitchChanges, type SwitchChanges } from '../emulators/controls/switch-changes.ts';
import { help } from './help.ts';
import { isEvent, readInput } from './input.ts';
import { npmCommand } from './npm-command.ts';
import { seconds, switchChange, worldUrl } from './option-values.ts';
import type { Scenario } from './play.ts';
import { presetOptions, presetsIn, startOptions, startOptionsIn, wrongVendors } from './vendor-options.ts';

/** What the command line asks for. */
export interface Options {
  scenario: Scenario;
  /** What vendors leave to whoever starts a world. */
  start: Record<string, unknown>;
  realTime: boolean;
  /** URL of the controls of a world that runs already. */
  world: string | undefined;
  json: boolean;
  /** Whether only the end is printed. */
  isQuiet: boolean;
}

/** Reads the command line. @throws CommanderError for a wrong one, which is then explained in one line, and for --help */
export function readOptions(args: string[]): Options {
  const command = npmCommand('npm start --')
    .description(
      'Enrolls an account in the embedded world: the deployed workflow, the deployed handlers, real HTTP on loopback.',
    )
    .argument(
      '[input]',
      'an event or a manual input (a JSON file), or an account id; without it an account is created, and its event is the input',
    )
    .option('--create-account', 'create the account first; an event of a new account does so anyway');
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
    .option(
      '--switch <side.name=value>',
      'any switch of an emulator, as aws.organizationsThrottled=true; repeatable',
      switchChange,
    )
    .option('--again', 'then remove every fault and start again with what failed')
    .option('--verbose', 'explain also the waits that every new account has')
    .addOption(new Option('--quiet', 'print only how it ended').conflicts(['verbose', 'json']))
    .option('--real-time', 'wait as long as AWS and the vendors take, instead of simulating time')
    .option(
      '--world <url>',
      'use the world whose controls are there (see npm run world), instead of a new one',
      worldUrl,
    )
    .option('--json', 'print one JSON document and nothing else; npm needs --silent for that')
    .addHelpText('after', help())
    .parse(args, { from: 'user' });
  const given = command.opts<Given>();
  const { realTime = false, world, json = false, quiet: isQuiet = false } = given;
  if (world !== undefined) refuseStartOptions(command);
  const wrong = world === undefined ? wrongVendors() : undefined;
  if (wrong !== undefined) command.error(`error: ${wrong}`);
  const start = startOptionsIn({ ...given });
  return { realTime, world, json, isQuiet, start, scenario: scenario(command, given) };
}

interface Given {
  createAccount?: boolean;
  accountNotReady?: number;
  roleNotAssumable?: number;
  switch?: SwitchChanges;
  again?: boolean;
  verbose?: boolean;
  realTime?: boolean;
  world: string | undefined;
  json?: boolean;
  quiet?: boolean;
}

/** They are of a world that is started. */
function refuseStartOptions(command: Command): void {
  const given = startOptions().find(
    (option) => command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given !== undefined)
    command.error(`error: ${given.long} is chosen when a world starts: give it to npm run world instead`);
}

function scenario(command: Command, given: Given): Scenario {
  const { again = false, createAccount = false, switch: switches = {} } = given;
  const aws = { ...slowness(given), ...switches['aws'] };
  try {
    const input = inputOf(command.processedArgs[0], given);
    return {
      input,
      presets: presetsIn({ ...given }),
      switches: readSwitchChanges({ ...switches, aws }),
      createsAccount: createAccount || (input !== undefined && isEvent(input)),
      again,
      isVerbose: given.verbose === true,
    };
  } catch (error) {
    return command.error(`error: ${error instanceof Error ? error.message : error}`);
  }
}

/** A world that runs has a stack of its own, which would hear of an account that is created in it. */
const inputOf = (named: string | undefined, { world }: Given) =>
  named === undefined && world === undefined ? undefined : readInput(named ?? SAMPLE);

const SAMPLE = 'events/create-account-succeeded.json';

/** A new world is as slow as AWS by default; one that runs already stays as it is. */
function slowness({ world, accountNotReady, roleNotAssumable }: Given): Record<string, number> {
  const ready = accountNotReady ?? (world === undefined ? 90 : undefined);
  const assumable = roleNotAssumable ?? (world === undefined ? 15 : undefined);
  return {
    ...(ready !== undefined && { accountNotReadySeconds: ready }),
    ...(assumable !== undefined && { roleNotAssumableSeconds: assumable }),
  };
}
