import { sources } from './sources.ts';

const files = sources('lib', 'functions', 'cli', 'emulators');
const offenders = (wrong: RegExp) => files.filter(({ code }) => wrong.test(code)).map(({ path }) => path);

describe('the sources', () => {
  it('have no file of more than 150 lines', () => {
    const lines = files.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    expect(lines.filter((file) => file.lines > 150)).toEqual([]);
  });

  it('trust their types: no any, no detour over unknown, no non-null assertion', () => {
    expect(offenders(/[:<|,(]\s*any\b(?!['\w])|\bas any\b|\bany\[\]/)).toEqual([]);
    expect(offenders(/\bas unknown as\b/)).toEqual([]);
    expect(offenders(/[\w)\]]!(?=[.;,)\]])/)).toEqual([]);
  });

  it('silence no check', () => {
    const silenced = files.filter(({ text }) => /@ts-(ignore|expect-error|nocheck)|biome-ignore/.test(text));
    expect(silenced.map(({ path }) => path)).toEqual([]);
  });

  it('leave nothing for later', () => {
    const unfinished = files.filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text));
    expect(unfinished.map(({ path }) => path)).toEqual([]);
  });

  it('say of everything that they export what it is', () => {
    const EXPORT = /^export (?:async |abstract )*(?:function\*?|const|class|interface) (\w+)/;
    const undocumented = files.flatMap(({ path, text }) => {
      const lines = text.split('\n');
      return lines.flatMap((line, index) => {
        const [, name] = EXPORT.exec(line) ?? [];
        return name !== undefined && !/\*\/\s*$/.test(lines[index - 1] ?? '') ? [`${path}: ${name}`] : [];
      });
    });
    expect(undocumented).toEqual([]);
  });

  it('export by name', () => {
    expect(offenders(/^export default/m)).toEqual([]);
  });
});
