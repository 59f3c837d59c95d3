import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { CannotTestError } from '../deployed/python.ts';
import { PROJECT, type Workspace } from '../deployed/workspace.ts';
import type { Scanner } from './findings.ts';

const VERSION = '3.2.1';

const Report = v.array(
  v.object({
    name: v.string(),
    compliant: v.pipe(v.array(v.string()), v.nonEmpty()),
    not_compliant: v.array(v.object({ Rule: v.looseObject({ name: v.string() }) })),
  }),
);

/**
 * Unpacks the proactive controls of AWS Control Tower, from the package that AWS makes of them for the CDK. It is found by
 * its path, as importing it needs what else it asks for.
 */
const UNPACK = `
import pathlib, sys, sysconfig, tarfile
package = pathlib.Path(sysconfig.get_path('purelib'), 'cdklabs', 'cdk_validator_cfnguard', '_jsii')
with tarfile.open(next(package.glob('*.tgz'))) as tar:
    rules = [it for it in tar if it.name.startswith('package/rules/') and it.name.endswith('.guard')]
    tar.extractall(sys.argv[1], rules, filter='data')
`;

/**
 * Whether the templates keep to the controls of Control Tower. Its rules were written for cfn-guard 2: version 3 also takes
 * a filter that matches nothing for a failure, which names no resource. Source: the README of cfn-guard, "validate".
 */
export const cfnGuard: Scanner = async (workspace, programs, templates) => {
  const rules = join(workspace.folder, 'rules');
  await workspace.run({
    command: join(programs, 'python'),
    args: ['-c', UNPACK, rules],
    env: workspace.env,
  });
  const command = await program(workspace);
  const options = ['--structured', '--output-format', 'json', '--show-summary', 'none'];
  const { stdout, stderr } = spawnSync(
    command,
    ['validate', '--rules', rules, '--data', ...templates, ...options],
    {
      env: workspace.env,
      encoding: 'utf8',
    },
  );
  if (stdout === '') throw new Error(`cfn-guard printed nothing: ${stderr}`);
  return v.parse(Report, JSON.parse(stdout)).flatMap(({ name, not_compliant }) =>
    not_compliant.map(({ Rule }) => {
      const resources = [...JSON.stringify(Rule).matchAll(/\/Resources\/(\w+)/g)].map(([, id]) => id);
      return {
        rule: resources.length === 0 ? `${Rule.name}, of no resource` : Rule.name,
        where: `${basename(name)} ${[...new Set(resources)].join(', ')}`,
        says: 'a proactive control of AWS Control Tower',
      };
    }),
  );
};

/** The program, built once; that takes some minutes. @throws {CannotTestError} no cargo, or no way to the Rust registry */
async function program(workspace: Workspace): Promise<string> {
  const root = join(PROJECT, 'node_modules', '.cache', `cfn-guard-${VERSION}`);
  const built = join(root, 'bin', 'cfn-guard');
  if (existsSync(built)) return built;
  console.log(`  building cfn-guard ${VERSION} with cargo, which takes some minutes, once`);
  const args = ['install', 'cfn-guard', '--locked', '--version', VERSION, '--root', root];
  // With the user's own home, where cargo keeps its toolchain and its registry.
  const env = { ...workspace.env, HOME: process.env['HOME'] ?? '', PATH: process.env['PATH'] ?? '' };
  await workspace.run({ command: 'cargo', args, env }).catch((error: Error) => {
    throw new CannotTestError(`cfn-guard cannot be built from the Rust registry. ${error.message}`);
  });
  return built;
}
