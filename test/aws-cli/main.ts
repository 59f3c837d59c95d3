import { join } from 'node:path';
import { findings } from '../deployed/findings.ts';
import { CannotTestError, pythonPrograms } from '../deployed/python.ts';
import { Workspace } from '../deployed/workspace.ts';
import { awsOf } from './aws.ts';
import { departures } from './departures.ts';
import { newAccount } from './new-account.ts';
import { organizationTree } from './organization-tree.ts';
import { rollCall } from './roll-call.ts';
import { startWorld } from './world.ts';

/**
 * `npm run test:aws-cli [-- <program>]`: the AWS CLI of requirements.txt, or another one, against `npm run world`. The exit
 * code is 1 when something does not hold, and 2 when the AWS CLI cannot be had.
 */
const workspace = new Workspace();
const found = findings((line) => console.log(line));
const { phase } = found;
try {
  const [, , given] = process.argv;
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const program = given ?? join(await pythonPrograms(workspace, requirements), 'aws');
  const world = await phase('A world that offboards', () => startWorld(workspace));
  const cli = await awsOf(workspace, program, world.variables);
  console.log(`  ${cli.version}`);
  const tried = { ...cli, world, findings: found, folder: workspace.folder };
  const account = await phase('A new account', () => newAccount(tried));
  await phase('The organization', () => organizationTree(tried, account));
  await phase('A roll call', () => rollCall(tried));
  await phase('Departures', () => departures(tried, account));
} catch (error) {
  if (!(error instanceof CannotTestError)) found.conclude();
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof CannotTestError ? 2 : 1);
}
process.exit(found.conclude() === 0 ? 0 : 1);
