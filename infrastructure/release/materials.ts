import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';

const Manifest = v.looseObject({});
const Lock = v.looseObject({
  packages: v.record(v.string(), v.looseObject({ dev: v.optional(v.boolean()) })),
});
const Bill = v.looseObject({ metadata: v.looseObject({ component: v.looseObject({}) }) });

/**
 * What the bundles are made of, in CycloneDX, by `npm sbom`: of the locked dependencies alone, as npm leaves out of a
 * workspace's what a development dependency has, too. Without what npm makes anew each time, and its own version.
 */
export function billOfMaterials(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-materials-'));
  const { packages, ...lock } = v.parse(Lock, JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const deployed = Object.entries(packages).filter(
    ([path, { dev }]) => !dev && path !== 'node_modules/rollcall-emulators' && !/^emulators/.test(path),
  );
  const written = {
    'package.json': dependent(v.parse(Manifest, JSON.parse(readFileSync('package.json', 'utf8')))),
    'package-lock.json': {
      ...lock,
      packages: Object.fromEntries(
        deployed.map(([path, each]) => [path, path === '' ? dependent(each) : each]),
      ),
    },
  };
  for (const [name, content] of Object.entries(written))
    writeFileSync(join(folder, name), JSON.stringify(content));
  const options = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'];
  const { status, stdout, stderr } = spawnSync('npm', options, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`npm sbom: ${stderr}`);
  const { serialNumber: _, metadata, ...bill } = v.parse(Bill, JSON.parse(stdout));
  const { timestamp: __, tools: ___, component, ...rest } = metadata;
  const named = { ...component, name: 'rollcall', version };
  return `${JSON.stringify({ ...bill, metadata: { ...rest, component: named } }, undefined, 1)}\n`;
}

/** With nothing but the dependencies of what is deployed. */
const dependent = ({
  devDependencies: _,
  optionalDependencies: __,
  workspaces: ___,
  ...rest
}: object & Record<string, unknown>) => rest;
