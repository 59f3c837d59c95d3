import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { serverless } from './deployment.ts';
import { ROOT } from './sources.ts';
import { unzip } from './zip.ts';

/** What is deployed is made of nothing else. */
const DEPLOYED = [
  'functions',
  'infrastructure',
  'lib',
  'workflows',
  'package.json',
  'serverless.yml',
  'tsconfig.json',
];

const Resource = v.object({ Properties: v.optional(v.record(v.string(), v.unknown())) });
const Template = v.object({ Resources: v.record(v.string(), Resource) });
/** What `serverless package` makes. */
export interface Package {
  /** Where it lies; nothing of the repository is beside it. */
  folder: string;
  resources: v.InferOutput<typeof Template>['Resources'];
  /** The files in the archive of each function, by the function's key. */
  archives: Map<string, Map<string, Buffer>>;
}

/**
 * Packages a copy of what is deployed, where neither the emulators nor the tests are.
 *
 * @param change what to change in the copy, whose folder it is given, before
 */
export async function packaged(change: (folder: string) => Promise<void>): Promise<Package> {
  const folder = await copied();
  await change(folder);
  await serverlessPackage(folder);
  const template = await readFile(join(folder, 'out/cloudformation-template-update-stack.json'), 'utf8');
  const zips = (await readdir(join(folder, 'out'))).filter((name) => name.endsWith('.zip'));
  return {
    folder,
    resources: v.parse(Template, JSON.parse(template)).Resources,
    archives: new Map(zips.map((name) => [name.replace('.zip', ''), unzip(join(folder, 'out', name))])),
  };
}

/** Makes a copy of what is deployed, and gives its folder. */
async function copied(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-package-'));
  for (const name of DEPLOYED) await cp(`${ROOT}${name}`, join(folder, name), { recursive: true });
  await symlink(`${ROOT}node_modules`, join(folder, 'node_modules'));
  return folder;
}

/** Makes the same with functions that do nothing, where what they do is of no matter: they take long to bundle. */
export async function copiedWithoutFunctions(): Promise<string> {
  const folder = await copied();
  for (const { handler } of Object.values(serverless.functions))
    await writeFile(join(folder, handler.replace('.handler', '.ts')), 'export const handler = () => {};');
  return folder;
}

/** Runs `serverless package` in a folder, and gives what it prints; rejects with `stdout` when it fails. */
export const serverlessPackage = (folder: string, ...options: string[]) =>
  promisify(execFile)(
    join(ROOT, 'node_modules/.bin/serverless'),
    ['package', '--package', 'out', ...options],
    // A build that fails leaves the command waiting for the bundler.
    { cwd: folder, timeout: 240_000 },
  );

/** Puts the bundles beside each other in an empty folder, imports each in plain Node, and gives what each exports. */
export async function exportsOf(bundles: Map<string, string>): Promise<Record<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bundles-'));
  for (const [key, text] of bundles) await writeFile(join(folder, `${key}.mjs`), text);
  const program = `
    const seen = {};
    for (const key of process.argv.slice(1)) seen[key] = Object.keys(await import('./' + key + '.mjs'));
    console.log(JSON.stringify(seen));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program, ...bundles.keys()],
    { cwd: folder, env: {} },
  );
  return v.parse(v.record(v.string(), v.array(v.string())), JSON.parse(stdout));
}
