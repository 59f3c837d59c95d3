import { posix } from 'node:path';

/** What a file imports, or exports again. */
export interface Import {
  /** A path from the root for a file of ours, as `lib/role/spec.ts`; the specifier for a package. */
  target: string;
  /** Whether only types are imported, so that nothing is loaded. */
  typeOnly: boolean;
}

/** `import … from '…'` over any number of lines, `import '…'`, `export … from '…'`. */
const STATEMENT = /^(?:import|export)\s(?<type>type\s)?(?:[^'";]*?\sfrom\s)?'(?<specifier>[^']+)'/gm;
/** `import('…')`. */
const CALL = /\bimport\(\s*'(?<specifier>[^']+)'/g;

/** What the text of the file at that path imports. */
export const importsOf = (path: string, text: string): Import[] =>
  [...text.matchAll(STATEMENT), ...text.matchAll(CALL)].map(({ groups = {} }) => ({
    target: resolve(path, groups.specifier ?? ''),
    typeOnly: groups.type !== undefined,
  }));

const resolve = (from: string, specifier: string) =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;
