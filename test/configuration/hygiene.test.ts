import { sources } from './sources.ts';

const files = sources('lib', 'functions', 'cli', 'emulators');

describe('the sources', () => {
  it('have no file of more than 150 lines', () => {
    const lines = files.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    expect(lines.filter((file) => file.lines > 150)).toEqual([]);
  });

  it.each([
    ['have no detour over unknown', /\bas unknown as\b/],
    ['silence no check', /@ts-(ignore|expect-error|nocheck)|biome-ignore/],
    ['leave nothing for later', /\b(TODO|FIXME|XXX|HACK)\b/],
    ['export by name', /^export default/m],
  ])('%s', (_, wrong) => {
    expect(files.filter(({ text }) => wrong.test(text)).map(({ path }) => path)).toEqual([]);
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
});
