import { globSync, readFileSync } from 'node:fs';
import { generatedFiles } from '../../docs/generate/parts.ts';
import { vendorNames } from '../../emulators/vendors.ts';
import { adapters, vendors } from '../../lib/vendors/index.ts';
import { ROOT, type Source, sources } from './sources.ts';

const names = vendorNames().join('|');
const REGISTRIES = ['lib/vendors/index.ts', 'emulators/vendors.ts'];
const FOLDERS = new RegExp(`^(lib/vendors|emulators)/(${names})/`);

/** Names that are mere data to a pure function, or to a function that takes any. */
const SAMPLES =
  /^test\/(lib\/(enrollment\/|config)|functions\/conclude-enrollment|reliability\/inputs|configuration\/vendors\.test|cli\/(mistakes|print|removal)|scene\.ts)/;

const pathsOf = (files: Pick<Source, 'path' | 'code'>[], wrong: RegExp) =>
  files.filter(({ code }) => wrong.test(code)).map(({ path }) => path);

describe('a vendor', () => {
  it('is in each registry', () => {
    expect(Object.keys(vendors)).toEqual(vendorNames());
    expect(Object.keys(adapters)).toEqual(vendorNames());
  });

  it.each(['lib/vendors', 'emulators'])('has a folder in %s', (parent) => {
    const folders = globSync(`${parent}/*/index.ts`, { cwd: ROOT }).map((path) => path.split('/').at(-2));
    expect(folders.sort()).toEqual(vendorNames().sort());
  });

  it('is named nowhere else in what is deployed, in the emulators and in the command', () => {
    const code = sources('lib', 'functions', 'emulators', 'cli');
    const generated = generatedFiles().map(([path]) => path);
    const rest = globSync(['infrastructure/**/*.*', 'workflows/*'], { cwd: ROOT })
      .filter((path) => !generated.includes(path))
      .map((path) => ({ path, code: readFileSync(`${ROOT}${path}`, 'utf8') }));
    const others = code.filter(({ path }) => !REGISTRIES.includes(path) && !FOLDERS.test(path));
    expect(others.length).toBeGreaterThan(100);
    expect(rest.length).toBeGreaterThan(5);
    expect(pathsOf([...others, ...rest], new RegExp(names, 'i'))).toEqual([]);
  });

  it('is not listed with another one in the tests, which ask the registry', () => {
    const tests = sources('test').filter(({ path }) => !SAMPLES.test(path));
    expect(pathsOf(tests, new RegExp(`'(${names})'\\s*[,|]\\s*'(${names})'`))).toEqual([]);
  });
});
