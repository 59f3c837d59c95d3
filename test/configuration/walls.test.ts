import { build } from 'esbuild';
import type { Import } from './imports.ts';
import { ROOT, type Source, sources } from './sources.ts';

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

const isSdk = ({ target }: Import) => /^@(aws-sdk|smithy)(\/|$)/.test(target);

/** The folders and files of lib/: each imports only itself and those before it. */
const LAYERS = [
  ...[
    'errors',
    'deadline',
    'parse',
    'organization',
    'role',
    'http',
    'vendors',
    'aws',
    'enrollment',
    'coverage',
    'roll-call',
  ],
  ...['config', 'lambda', 'services'],
];
const layerOf = (path: string) => LAYERS.indexOf(/^lib\/([\w-]+)/.exec(path)?.[1] ?? '');

describe('the walls around the emulators', () => {
  const emulators = sources('emulators');

  it('let them import nothing but each other and packages', () => {
    const OURS = /^(bench|cli|functions|infrastructure|lib|test)\//;
    expect(emulators.length).toBeGreaterThan(60);
    expect(crossing(emulators, ({ target }) => OURS.test(target))).toEqual([]);
  });

  it('let nobody but the command, the tests and the benchmarks import them', () => {
    const others = sources('lib', 'functions', 'infrastructure');
    expect(crossing(others, ({ target }) => /^(emulators|rollcall-emulators)\//.test(target))).toEqual([]);
  });

  it('leave no circle among their files', () => expect(circles(emulators)).toEqual([]));
});

describe('the walls between the parts', () => {
  it('are read off every import that the bundler sees', async () => {
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: production.map(({ path }) => path),
      ...{ bundle: true, packages: 'external', format: 'esm', platform: 'node' },
      ...{ write: false, outdir: 'nowhere', metafile: true },
    });
    const seen = production.map(({ path }) => [path, targets(metafile.inputs[path]?.imports ?? [])]);
    const read = production.map(({ path, imports }) => [path, targets(imports.filter(isLoaded))]);
    expect(read).toEqual(seen);
  });

  it('leave the SDK to lib/aws/ and lib/services.ts', () => {
    expect(crossing(except('lib/aws/', 'lib/services.ts'), isSdk)).toEqual([]);
  });

  it('leave requests to lib/http/send.ts', () => {
    const NETWORK = /^(node:)?(http|https|http2|net|tls|dgram)$|^(undici|axios|got|ky|node-fetch)$/;
    const others = except('lib/http/send.ts');
    expect(crossing(others, ({ target }) => NETWORK.test(target))).toEqual([]);
    expect(pathsOf(others, /(?<![#.\w])fetch\(|globalThis\.fetch|new WebSocket/)).toEqual([]);
  });

  it('leave the environment to lib/config.ts', () => {
    const others = except('lib/config.ts');
    expect(crossing(others, ({ target }) => /^(node:)?process$/.test(target))).toEqual([]);
    expect(pathsOf(others, /\bprocess\s*(\.|\?\.|\[)|\bimport\.meta\.env/)).toEqual([]);
  });

  it('keep what is deployed apart from the emulators and the tests', () => {
    expect(crossing(production, ({ target }) => /^(cli|emulators|test)\//.test(target))).toEqual([]);
  });

  it('keep the core apart from the functions', () => {
    expect(crossing(sources('lib'), ({ target }) => target.startsWith('functions/'))).toEqual([]);
  });

  it('let the parts of lib/ import downwards only', () => {
    const lib = sources('lib');
    expect(lib.filter(({ path }) => layerOf(path) === -1)).toEqual([]);
    const isUpwards = ({ target }: Import, { path }: Source) => layerOf(target) > layerOf(path);
    expect(crossing(lib, isUpwards)).toEqual([]);
  });

  it('leave no circle of imports', () => {
    const files = new Map(production.map((file) => [file.path, file]));
    const circles = new Set<string>();
    const checked = new Set<string>();
    const follow = (path: string, way: string[]) => {
      if (way.includes(path)) circles.add([...way.slice(way.indexOf(path)), path].join(' > '));
      if (checked.has(path)) return;
      checked.add(path);
      for (const { target } of files.get(path)?.imports ?? []) follow(target, [...way, path]);
    };
    for (const { path } of production) follow(path, []);
    expect([...circles]).toEqual([]);
  });

  it("keep the frame of the functions out of the domain and of the vendors' adapters", () => {
    const domain = sources('lib').filter(({ path }) => layerOf(path) < LAYERS.indexOf('aws'));
    const isFrame = ({ target }: Import) => /^@aws-lambda-powertools|^@middy/.test(target);
    expect(crossing(domain, isFrame)).toEqual([]);
  });

  it("leave a vendor's headers to its folder", () => {
    expect(pathsOf(except('lib/vendors/crowdstrike/'), /x-cs-|x-ratelimit/i)).toEqual([]);
  });

  it('keep each vendor apart from the others, and the registry alone knows them', () => {
    const vendorOf = (path: string) => /^lib\/vendors\/([\w-]+)\//.exec(path)?.[1];
    const isForeign = ({ target }: Import, { path }: Source) =>
      vendorOf(target) !== undefined && vendorOf(target) !== vendorOf(path);
    expect(crossing(except('lib/vendors/index.ts'), isForeign)).toEqual([]);
  });
});

/** Each file that leads back to itself, by what it imports, be it only types. */
function circles(files: Source[]): string[] {
  const imported = new Map(files.map(({ path, imports }) => [path, imports.map(({ target }) => target)]));
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const target of imported.get(from) ?? []) if (!seen.has(target)) reached(target, seen.add(target));
    return seen;
  };
  return files.map(({ path }) => path).filter((path) => reached(path).has(path));
}

const isLoaded = ({ typeOnly }: Import) => !typeOnly;

/** Bundlers name our own files and built-in modules in their own ways; the set of them is what counts. */
const targets = (imports: ({ target: string } | { path: string })[]) =>
  [...new Set(imports.map((wanted) => ('path' in wanted ? wanted.path : wanted.target)))].sort();

const pathsOf = (files: Source[], wrong: RegExp) =>
  files.filter(({ code }) => wrong.test(code)).map(({ path }) => path);
