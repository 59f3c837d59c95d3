import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareClients, bundle, functionKeys } from './bundle.ts';

/** One function in both of its forms. */
export interface Module {
  key: string;
  /** Bytes of the bundle. */
  bytes: number;
  /** The file that is deployed. */
  bundled: string;
  /** The clients of AWS that it uses, with its calls and nothing else; undefined where it uses none. */
  bare: string | undefined;
  /** Our own code of it in one file, which takes the SDK and everything else from `node_modules`. */
  unbundled: string;
}

/** Every function as a file, bundled and not, and a module that holds nothing; `remove` clears them away. */
export async function writeModules() {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  await symlink(fileURLToPath(new URL('../node_modules', import.meta.url)), join(folder, 'node_modules'));
  const write = async (name: string, text: string) => {
    const path = join(folder, `${name}.mjs`);
    await writeFile(path, text);
    return path;
  };
  const modules: Module[] = [];
  for (const key of functionKeys) {
    const deployed = await bundle(key);
    const { text } = await bundle(key, { packages: 'external', alias: {} });
    const bundled = await write(key, deployed.text);
    const unbundled = await write(`${key}-unbundled`, text);
    const clients = await bareClients(deployed);
    const bare = clients && (await write(`${key}-bare`, clients));
    modules.push({ key, bytes: deployed.bytes, bundled, bare, unbundled });
  }
  const empty = await write('empty', 'export {};\n');
  return { modules, empty, remove: () => rm(folder, { recursive: true }) };
}
