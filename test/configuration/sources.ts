import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Import, importsOf } from './imports.ts';

/** The root of the repository, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

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
