import { Command, InvalidArgumentError } from 'commander';
import { startControl } from '../emulators/controls/control.ts';
import { startWorld } from '../emulators/world.ts';

const port = (text: string) => {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('It is a port number, 0 for any free one.');
};

const command = new Command('npm run world --')
  .description(
    'Keeps the embedded world running, for any AWS CLI, SDK or curl, and for npm start -- --world.',
  )
  .option('--control-port <port>', 'port of the controls', port, 4570)
  .option('--aws-port <port>', 'port of AWS', port, 4571)
  .option('--cloudcraft-port <port>', 'port of Cloudcraft', port, 4572)
  .option('--crowdstrike-port <port>', 'port of CrowdStrike', port, 4573)
  .option('--family <family>', "CrowdStrike's API family: d4c or cloud-security", 'd4c')
  .option('--account <id>', 'an account that the organization has', '444455556666')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .allowExcessArguments(false)
  .parse(process.argv);

interface Given {
  controlPort: number;
  awsPort: number;
  cloudcraftPort: number;
  crowdstrikePort: number;
  family: 'd4c' | 'cloud-security';
  account: string;
}

try {
  await start(command.opts<Given>());
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}

async function start({
  awsPort,
  cloudcraftPort,
  crowdstrikePort,
  controlPort,
  family,
  account,
}: Given): Promise<void> {
  const ports = { aws: awsPort, cloudcraft: cloudcraftPort, crowdstrike: crowdstrikePort };
  const world = await startWorld({ ports, apiFamily: family });
  world.aws.createAccount({ id: account, name: 'Sandbox' });
  const control = await startControl(world, controlPort);
  console.log(`The world runs until you press Ctrl-C.

  AWS          ${world.aws.url}   every service; the organization has the account ${account}
  Cloudcraft   ${world.cloudcraft.url}
  CrowdStrike  ${world.crowdstrike.url}
  controls     ${control.url}   what it can do: README.md

In another terminal, as an operator of the management account, with the vendors' credentials:
  eval "$(curl -s ${control.url}/environment)"
as an administrator of the account ${account}:
  eval "$(curl -s ${control.url}/accounts/${account}/environment)"
and to enroll it:
  npm start -- ${account} --world ${control.url}
`);
}
