import { Command, Option } from 'commander';
import { allVendors } from '../emulators/vendors.ts';
import { accountId, count, port } from './option-values.ts';
import { oneLine } from './print/one-line.ts';
import { startOptions, startOptionsIn, wrongVendors } from './vendor-options.ts';

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
  .option('--account <id>', 'an account that the organization has', accountId, '444455556666')
  .option('--accounts <count>', 'how many accounts more it has', count, 0)
  .option(
    '--offboarding',
    'events of closing and leaving offboard an account, as offboarding=ENABLED deploys it',
  )
  .configureOutput({ outputError: (text, write) => write(oneLine(text, 'npm run world --')) })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .allowExcessArguments(false)
  .parse(process.argv);

const given = command.opts<
  Record<string, number> & { account: string; accounts: number; offboarding?: true }
>();

try {
  await start();
} catch (error) {
  process.stderr.write(`error: ${inUse(error) ?? (error instanceof Error ? error.message : error)}\n`);
  process.exit(2);
}

async function start(): Promise<void> {
  const wrong = wrongVendors();
  if (wrong !== undefined) throw new Error(wrong);
  // A wrong command line is answered before all the rest is loaded.
  const { startWorld } = await import('../emulators/world.ts');
  const { startControl } = await import('../emulators/controls/control.ts');
  const { deployStack } = await import('../emulators/engine/stack.ts');
  const chosen = [...ports].map(([name, option]) => [name, given[option.attributeName()] ?? 0]);
  const world = await startWorld({ ...startOptionsIn(given), ports: Object.fromEntries(chosen) });
  const { account, accounts } = given;
  if (account === world.aws.state.organization.managementAccountId)
    throw new Error(`${account} is the management account: choose another with --account`);
  world.aws.createAccount({ id: account, name: 'Sandbox' });
  for (let more = 1; more <= accounts; more += 1) world.aws.createAccount({ name: `team-${more}` });
  deployStack(world, given.offboarding && { offboarding: 'ENABLED' });
  const control = await startControl(world, given[controlPort.attributeName()]);
  const urls: Record<string, string> = { aws: world.aws.url };
  for (const [name, { url }] of Object.entries(world.vendors)) urls[name] = url;
  console.log(`The world runs until you press Ctrl-C.

${sides.map(({ name, title }) => `  ${title.padEnd(13)}${urls[name]}`).join('\n')}
  ${'controls'.padEnd(13)}${control.url}   described in docs/local-world.md

The organization has the account ${account}${accounts === 0 ? '' : ` and ${accounts} more`}. In another terminal,
as an operator of the management account, with the vendors' credentials:
  eval "$(curl -s ${control.url}/environment)"
as an administrator of the account ${account}:
  eval "$(curl -s ${control.url}/accounts/${account}/environment)"
and to enroll it:
  npm start -- ${account} --world ${control.url}
To compare all accounts with the vendors, changing nothing, and see the page:
  npx rollcall roll-call --dry-run --world ${control.url}
  npx rollcall report --page report.html --world ${control.url}
The world runs in real time. To move its clock ahead by ten minutes:
  curl ${control.url}/skip -d '{"seconds":600}'
`);
}

/** Which option changes a port that is in use. */
function inUse(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return undefined;
  if (!('port' in error)) return undefined;
  const option = [controlPort, ...ports.values()].find((each) => given[each.attributeName()] === error.port);
  const usual = `http://127.0.0.1:${given[controlPort.attributeName()]}`;
  return `port ${error.port} is in use, probably by a world that runs: use it with --world ${usual}, or choose another port with ${option?.long}, 0 for any free one`;
}
