import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { marker } from './marker.ts';
import { billOfMaterials } from './materials.ts';
import { releaseParameters } from './parameters.ts';
import { releaseTemplate } from './template.ts';

/**
 * `npm run release`: makes `release/rollcall-<version>/`, which plain CloudFormation deploys. The same commit makes the same
 * bytes: docs/operations/release.md.
 */
const Package = v.object({ version: v.string() });
const Serverless = v.object({
  params: v.object({ default: v.record(v.string(), v.pipe(v.unknown(), v.transform(String))) }),
});

const { version } = v.parse(Package, JSON.parse(read('package.json')));
const { default: defaults } = v.parse(Serverless, parse(read('serverless.yml'))).params;
const folder = join('release', `rollcall-${version}`);
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'bundles'), { recursive: true });

const { managementAccountId, ...others } = defaults;
const parameters = releaseParameters({ defaults: others, settings: read('docs/settings.md') });
const tooling = releaseParameters({ defaults, settings: read('docs/settings.md') });
make('rollcall.json', { managementAccountId, parameters, organization: `\${AWS::AccountId}` });
make('rollcall-tooling.json', {
  managementAccountId: marker('managementAccountId'),
  parameters: {
    ...tooling,
    managementAccountId: {
      ...tooling['managementAccountId'],
      Default: undefined,
      AllowedPattern: '^\\d{12}$',
    },
  },
  organization: `\${managementAccountId}`,
});
for (const path of ['member', 'management', 'deployer'])
  cpSync(join('infrastructure', path), join(folder, path), { recursive: true });
cpSync('CHANGELOG.md', join(folder, 'CHANGELOG.md'));
cpSync('events', join(folder, 'events'), { recursive: true });
cpSync('docs', join(folder, 'docs'), { recursive: true, filter: (path) => !path.includes('generate') });
writeFileSync(join(folder, 'README.md'), fromRoot('docs/operations/release.md'));
writeFileSync(join(folder, 'sbom.cdx.json'), billOfMaterials(version));
writeFileSync(join(folder, 'SHA256SUMS'), checksums());
console.log(folder);

interface Kind {
  managementAccountId: string | undefined;
  parameters: Record<string, object>;
  organization: string;
}

/** Packages with a marker for each parameter, and writes what CloudFormation takes. */
function make(
  file: string,
  { managementAccountId: elsewhere = '', parameters: given, organization }: Kind,
): void {
  const packaged = '.serverless-release';
  const options = [
    ...Object.keys(others).map((name) => `--param=${name}=${marker(name)}`),
    ...(elsewhere === '' ? [] : [`--param=managementAccountId=${elsewhere}`]),
  ];
  const { status, stdout, stderr } = spawnSync(
    'serverless',
    ['package', '--package', packaged, '--stage', marker('stage'), ...options],
    { encoding: 'utf8', env: { ...process.env, ROLLCALL_RELEASE: '1', SLS_TELEMETRY_DISABLED: '1' } },
  );
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  const bundles = new Map(
    readdirSync(packaged)
      .filter((name) => name.endsWith('.zip'))
      .map((name) => [name.replace('.zip', ''), copied(packaged, name)]),
  );
  const template = JSON.parse(read(join(packaged, 'cloudformation-template-update-stack.json')));
  const made = releaseTemplate({ template, version, parameters: given, bundles, organization });
  writeFileSync(join(folder, file), `${JSON.stringify(made, undefined, 1)}\n`);
  rmSync(packaged, { recursive: true });
}

/** Copies a bundle by a name that says its content, so that an update sees that it is another; gives its path. */
function copied(packaged: string, name: string): string {
  const path = `bundles/${name.replace('.zip', '')}-${sha256(join(packaged, name)).slice(0, 12)}.zip`;
  cpSync(join(packaged, name), join(folder, path));
  return path;
}

/** A page as it reads in the folder above all: its relative links lead to the same files. */
function fromRoot(path: string): string {
  return read(path).replace(/\]\((?!#|\w+:)([^)]+)\)/g, (_, to: string) => `](${join(dirname(path), to)})`);
}

function checksums(): string {
  const files = globSync('**/*.*', { cwd: folder }).sort();
  return files.map((file) => `${sha256(join(folder, file))}  ${file}\n`).join('');
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
