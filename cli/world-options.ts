import { Option } from 'commander';
import { allVendors } from '../emulators/vendors.ts';
import { npmCommand } from './npm-command.ts';
import { accountId, count, port } from './option-values.ts';
import { startOptions, startOptionsIn } from './vendor-options.ts';

/** What a world serves, with the port that it usually has. */
export const sides = [
  { name: 'aws', title: 'AWS', usual: 4571 },
  ...allVendors().map(({ name, title, port: usual }) => ({ name, title, usual })),
];

/** What the command line of `npm run world` asks for. */
export interface WorldAsked {
  /** By the sides' names; 0 for any free one. */
  ports: Record<string, number>;
  controlPort: number;
  /** What vendors leave to whoever starts a world. */
  start: Record<string, unknown>;
  account: string;
  accounts: number;
  /** The file that keeps the world. */
  file: string | undefined;
  offboarding: boolean;
  isVerbose: boolean;
  /** The options that were given and are for a new world. */
  newOnly: string[];
}

/** Reads the command line. @throws CommanderError for a wrong one, which is then explained in one line, and for --help */
export function readWorldOptions(args: string[]): WorldAsked {
  const controlPort = portOption({ name: 'control', title: 'the controls', usual: 4570 });
  const ports = new Map(sides.map((side) => [side.name, portOption(side)]));
  const command = npmCommand('npm run world --').description(
    'Keeps the embedded world running, for any AWS CLI, SDK or curl, and for npm start -- --world.',
  );
  for (const option of [controlPort, ...ports.values(), ...startOptions()]) command.addOption(option);
  command
    .option('--account <id>', 'an account that a new organization has', accountId, '444455556666')
    .option('--accounts <count>', 'how many accounts more it has', count, 0)
    .option(
      '--state <file>',
      'keep the world in this file, and go on with what it holds; executions that ran are then ABORTED, while faults and switches are at their defaults',
    )
    .option('--verbose', 'also print what the functions log')
    .option(
      '--offboarding',
      'events of closing and leaving offboard an account, as offboarding=ENABLED deploys it',
    )
    .parse(args, { from: 'user' });
  const given = command.opts<Given>();
  const { account, accounts, state: file, offboarding = false, verbose: isVerbose = false } = given;
  const portOf = (option: Option) => given[option.attributeName()] ?? 0;
  return {
    ports: Object.fromEntries([...ports].map(([name, option]) => [name, portOf(option)])),
    controlPort: portOf(controlPort),
    start: startOptionsIn(given),
    ...{ account, accounts, file, offboarding, isVerbose },
    newOnly: ['account', 'accounts'].filter((name) => command.getOptionValueSource(name) === 'cli'),
  };
}

const portOption = ({ name, title, usual }: (typeof sides)[number]) =>
  new Option(`--${name}-port <port>`, `port of ${title}`).argParser(port).default(usual);

type Given = Record<string, number> & {
  account: string;
  accounts: number;
  state?: string;
  offboarding?: true;
  verbose?: true;
};
