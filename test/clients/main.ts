import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWorld, type World } from '../../emulators/world.ts';
import { CannotTestError, pythonPrograms } from '../deployed/python.ts';
import { PROJECT, Workspace } from '../deployed/workspace.ts';
import { answersOf, type Row, runClient } from './run-client.ts';
import { table } from './table.ts';

const FALCONJS = 'crowdstrike-falcon@0.7.0';
const DOCUMENT = join(PROJECT, 'docs', 'official-clients.md');
const ACCOUNT = '444455556666';

const workspace = new Workspace();
try {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const programs = await pythonPrograms(workspace, requirements);
  const falconjs = installed();
  const world = await startWorld();
  world.aws.createAccount({ id: ACCOUNT, name: 'Clients' });
  const input = JSON.stringify(described(world));
  const rows = [
    ...answersOf(await runClient(join(programs, 'python'), [join(import.meta.dirname, 'clients.py')], input)),
    ...answersOf(
      await runClient(process.execPath, [join(import.meta.dirname, 'falconjs.cjs'), falconjs], input),
    ),
  ];
  await world.close();
  report(rows, readFileSync(requirements, 'utf8'));
  process.exit();
} catch (error) {
  if (!(error instanceof CannotTestError)) throw error;
  console.error(error.message);
  process.exit(2);
}

function report(rows: Row[], requirements: string) {
  const wrong = rows.filter(({ isRight }) => !isRight);
  for (const { client, call, expected, answered } of wrong)
    console.log(`${client}: ${call} was answered ${answered} instead of ${expected}`);
  console.log(
    `${rows.length - wrong.length} of ${rows.length} calls of official clients were answered as expected`,
  );
  writeFileSync(DOCUMENT, table(rows, [...requirements.split('\n'), FALCONJS]));
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

/** What the clients are told of the world. */
function described(world: World) {
  const admin = world.aws.addPrincipal({ arn: 'arn:aws:iam::111122223333:user/admin' });
  return {
    aws: world.aws.url,
    admin: { aws_access_key_id: admin.accessKeyId, aws_secret_access_key: admin.secretAccessKey },
    account: ACCOUNT,
    accounts: [...world.aws.state.accounts.values()].filter(({ membership }) => membership).length,
    secrets: Object.keys(world.secrets).length,
    cloudcraft: world.cloudcraft.url,
    crowdstrike: world.crowdstrike.url,
    ...world.cloudcraft.secret,
    ...world.crowdstrike.secret,
  };
}

/** The folder with CrowdStrike's client for JavaScript, which is installed once. */
function installed(): string {
  const folder = join(PROJECT, 'node_modules', '.cache', FALCONJS.replace('@', '-'));
  if (existsSync(join(folder, 'node_modules'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', FALCONJS], {
      cwd: folder,
      stdio: 'pipe',
    });
  } catch (error) {
    throw new CannotTestError(`${FALCONJS} cannot be installed: ${String(error).slice(0, 300)}`);
  }
  return folder;
}
