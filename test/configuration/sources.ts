import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a file imports, or exports again. */
export interface Import {
  /** A path from the root for a file of ours, as `lib/role/spec.ts`; the specifier for a package. */
  target: string;
}

/** A TypeScript file of the repository. */
export interface Source {
  /** From the root, as `lib/aws/roles.ts`. */
  path: string;
  text: string;
  /** The text without its comments. */
  code: string;
  imports: Import[];
}

/** Every TypeScript file in the folders, at any depth. */
export const sources = (...folders: string[]): Source[] =>
  globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: ROOT },
  )
    .sort()
    .map(source);

function source(path: string): Source {
  const text = readFileSync(`${ROOT}${path}`, 'utf8');
  return { path, text, code: withoutComments(text), imports: importsOf(path, text) };
}

/** Good enough for sources that are formatted: a `//` in a string follows a colon there, as in a URL. */
const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');

/** `import … from '…'` over any number of lines, `import '…'`, `export … from '…'`, `import('…')`; biome's format is a given. */
const IMPORT = /^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\(\s*'([^']+)'/gm;

const importsOf = (path: string, text: string): Import[] =>
  [...text.matchAll(IMPORT)].map(([, statement, call]) => {
    const specifier = statement ?? call ?? '';
    const isOurs = specifier.startsWith('.');
    return { target: isOurs ? posix.join(posix.dirname(path), specifier) : specifier };
  });
