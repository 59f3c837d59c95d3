import { build } from 'esbuild';
import { type Import, ROOT, type Source, sources } from './sources.ts';

const production = sources('lib', 'functions');

/** The imports among the files' that are of that kind, as sentences. */
const crossing = (files: Source[], isWrong: (wanted: Import, from: Source) => boolean) =>
  files.flatMap((file) =>
    file.imports
      .filter((wanted) => isWrong(wanted, file))
      .map(({ target }) => `${file.path} imports ${target}`),
  );

const except = (...allowed: string[]) =>
  production.filter(({ path }) => !allowed.some((prefix) => path.startsWith(prefix)));

/** The folders and files of lib/: each imports only itself and those before it. */
const LAYERS = [
  ...[
    'errors',
    'deadline',
    'parse',
    'no-list',
    'json-object',
    'same-json',
    'organization',
    'role',
    'http',
    'vendors',
    'aws',
    'enrollment',
  ],
  ...['offboarding', 'coverage', 'roll-call', 'config', 'lambda', 'services'],
];
const layerOf = (path: string) => LAYERS.indexOf(/^lib\/([\w-]+)/.exec(path)?.[1] ?? '');

const NETWORK = /^(node:)?(http|https|http2|net|tls|dgram)$|^(undici|axios|got|ky|node-fetch)$/;
const domain = sources('lib').filter(({ path }) => layerOf(path) < LAYERS.indexOf('aws'));

/** What no import of the files may match. */
const imports: [wall: string, files: Source[], wrong: RegExp][] = [
  [
    'the emulators import only each other',
    sources('emulators'),
    /^(bench|cli|functions|infrastructure|lib|test)\//,
  ],
  ['nothing deployed imports them', sources('lib', 'functions', 'infrastructure'), /^rollcall-emulators\//],
  [
    'nothing deployed imports what is not',
    sources('lib', 'functions', 'infrastructure'),
    /^(cli|emulators|test)\//,
  ],
  ['the SDK is left to lib/aws/', except('lib/aws/', 'lib/services.ts'), /^@(aws-sdk|smithy)(\/|$)/],
  ['requests are left to send.ts', except('lib/http/send.ts'), NETWORK],
  ['the environment is left to config.ts', except('lib/config.ts'), /^(node:)?process$/],
  ['the core knows no function', sources('lib'), /^functions\//],
  ['the frame of the functions stays out of the domain', domain, /^@aws-lambda-powertools|^@middy/],
];

/** What no code of the files may match. */
const code: [wall: string, files: Source[], wrong: RegExp][] = [
  [
    'requests are left to send.ts',
    except('lib/http/send.ts'),
    /(?<![#.\w])fetch\(|globalThis\.fetch|new WebSocket/,
  ],
  [
    'the environment is left to config.ts',
    except('lib/config.ts'),
    /\bprocess\s*(\.|\?\.|\[)|\bimport\.meta\.env/,
  ],
  ["a vendor's headers are left to its folder", except('lib/vendors/crowdstrike/'), /x-cs-|x-ratelimit/i],
];

describe('the walls between the parts', () => {
  it('are read off every import that the bundler sees', async () => {
    const { metafile } = await build({
      ...{ absWorkingDir: ROOT, entryPoints: production.map(({ path }) => path), bundle: true },
      ...{ packages: 'external', format: 'esm', platform: 'node' },
      ...{ write: false, outdir: 'nowhere', metafile: true },
    });
    const unread = production.flatMap(({ path, imports: read }) =>
      (metafile.inputs[path]?.imports ?? []).filter(
        (seen) => !read.some(({ target }) => target === seen.path),
      ),
    );
    expect(unread).toEqual([]);
  });

  it.each(imports)('%s', (_, files, wrong) => {
    expect(files.length).toBeGreaterThan(5);
    expect(crossing(files, ({ target }) => wrong.test(target))).toEqual([]);
  });

  it.each(code)('%s, also without an import', (_, files, wrong) => {
    expect(files.filter((file) => wrong.test(file.code)).map(({ path }) => path)).toEqual([]);
  });

  it('let the parts of lib/ import downwards only', () => {
    const lib = sources('lib');
    expect(lib.filter(({ path }) => layerOf(path) === -1)).toEqual([]);
    const isUpwards = ({ target }: Import, { path }: Source) => layerOf(target) > layerOf(path);
    expect(crossing(lib, isUpwards)).toEqual([]);
  });

  it.each([
    ['what is deployed', production],
    ['the emulators', sources('emulators')],
  ])('leave no circle among the files of %s', (_, files) => expect(circles(files)).toEqual([]));

  it('keep each vendor apart from the others, and the registry alone knows them', () => {
    const vendorOf = (path: string) => /^lib\/vendors\/([\w-]+)\//.exec(path)?.[1];
    const isForeign = ({ target }: Import, { path }: Source) =>
      vendorOf(target) !== undefined && vendorOf(target) !== vendorOf(path);
    expect(crossing(except('lib/vendors/index.ts'), isForeign)).toEqual([]);
  });
});

/** Each file that leads back to itself, by what it imports, be it only types. */
function circles(files: Source[]): string[] {
  const imported = new Map(files.map(({ path, imports: all }) => [path, all.map(({ target }) => target)]));
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const target of imported.get(from) ?? []) if (!seen.has(target)) reached(target, seen.add(target));
    return seen;
  };
  return files.map(({ path }) => path).filter((path) => reached(path).has(path));
}
