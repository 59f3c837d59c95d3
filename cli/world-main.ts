import { Command, Option } from 'commander';
import { allVendors } from '../emulators/vendors.ts';
import { accountId, count, port } from './option-values.ts';
import { columns } from './print/columns.ts';
import { errorText, usageError } from './print/error-text.ts';
import { showWorld } from './print/show-world.ts';
import { cannotWrite } from './target/cannot-write.ts';
import { startOptions, startOptionsIn, wrongVendors } from './vendor-options.ts';
import { makeAccounts } from './world-accounts.ts';

const sides = [
  { name: 'aws', title: 'AWS', port: 4571 },
  ...allVendors().map(({ name, title, port: usual }) => ({ name, title, port: usual })),
];
const portOption = (name: string, title: string, usual: number) =>
  new Option(`--${name}-port <port>`, `port of ${title}`).argParser(port).default(usual);
const ports = new Map(sides.map(({ name, title, port: usual }) => [name, portOption(name, title, usual)]));
const controlPort = portOption('control', 'the controls', 4570);

const command = new Command('npm run world --').description(
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
  .configureOutput({
    getOutHelpWidth: columns,
    outputError: (text, write) => write(usageError(text, 'npm run world --')),
  })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .allowExcessArguments(false)
  .parse(process.argv);

const given = command.opts<
  Record<string, number> & {
    account: string;
    accounts: number;
    state?: string;
    offboarding?: true;
    verbose?: true;
  }
>();

try {
  await start();
} catch (error) {
  process.stderr.write(errorText(inUse(error) ?? (error instanceof Error ? error.message : String(error))));
  process.exit(2);
}

async function start(): Promise<void> {
  const wrong = wrongVendors();
  if (wrong !== undefined) throw new Error(wrong);
  // A wrong command line is answered before all the rest is loaded.
  const { startWorld } = await import('../emulators/world.ts');
  const { startControl } = await import('../emulators/controls/control.ts');
  const { deployStack } = await import('../emulators/engine/stack.ts');
  const { savedWorld } = await import('../emulators/saved-world.ts');
  const { captureLogs } = await import('../emulators/engine/logs.ts');
  if (!given.verbose) captureLogs(() => undefined);
  const { account: first, accounts, state: file } = given;
  const saved = file === undefined ? undefined : savedWorld(file);
  const chosen = [...ports].map(([name, option]) => [name, given[option.attributeName()] ?? 0]);
  const world = await startWorld({ ...startOptionsIn(given), ports: Object.fromEntries(chosen), saved });
  const { managementAccountId } = world.aws.state.organization;
  if (first === managementAccountId)
    throw new Error(`${first} is the management account: choose another with --account`);
  if (saved === undefined) makeAccounts(world.aws, { first, more: accounts });
  if (file !== undefined) {
    const { keepWorld } = await import('../emulators/keep-world.ts');
    const failed = (error: unknown) => cannotWrite(error, { what: 'the world', file, option: '--state' });
    try {
      keepWorld(world, file, (error) => process.stderr.write(errorText(failed(error).message)));
    } catch (error) {
      throw failed(error);
    }
  }
  deployStack(world, given.offboarding && { offboarding: 'ENABLED' });
  const control = await startControl(world, given[controlPort.attributeName()]);
  const urls = Object.fromEntries(
    sides.map(({ name, title }) => [title, world.vendors[name]?.url ?? world.aws.url]),
  );
  const newOnly = ['account', 'accounts'].filter((name) => command.getOptionValueSource(name) === 'cli');
  const ignored = saved === undefined ? [] : newOnly.map((name) => `--${name}`);
  console.log(showWorld({ urls, controls: control.url, state: world.aws.state, file, ignored }));
}

/** Which option changes a port that is in use. */
function inUse(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return undefined;
  if (!('port' in error)) return undefined;
  const option = [controlPort, ...ports.values()].find((each) => given[each.attributeName()] === error.port);
  const usual = `http://127.0.0.1:${given[controlPort.attributeName()]}`;
  return `port ${error.port} is in use, probably by a world that runs: use it with --world ${usual}, or choose another port with ${option?.long}, 0 for any free one`;
}
