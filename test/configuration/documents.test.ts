import { existsSync, globSync } from 'node:fs';
import { posix } from 'node:path';
import * as v from 'valibot';
import { documents, generatedFiles } from '../../docs/generate/parts.ts';
import { WaitsForNothingError } from '../../emulators/clock/simulation.ts';
import { readRequest } from '../../lib/enrollment/event.ts';
import * as errors from '../../lib/errors.ts';
import { Choice, Filters } from '../../lib/organization/filter.ts';
import { vendors } from '../../lib/vendors/index.ts';
import { outputs, resources, serverless } from './deployment.ts';
import { document, jsonIn } from './documents.ts';
import { pascal } from './naming.ts';
import { ROOT } from './sources.ts';

const { scripts } = v.parse(
  v.object({ scripts: v.record(v.string(), v.string()) }),
  JSON.parse(document('package.json')),
);
const { RollcallError: _, ...classes } = errors;
/** Errors in the documents that are not the product's own. */
const OTHERS = ['TypeError', WaitsForNothingError.name];

describe.each(documents())('%s', (path) => {
  const text = document(path);

  it('leads only to files and headings that exist', () => {
    const broken = [...text.matchAll(/\]\((?![a-z]+:)([^)\s#]*)#?([^)\s]*)\)/g)].filter(
      ([, file = '', anchor = '']) => {
        const found = file === '' ? path : posix.join(posix.dirname(path), file);
        return (
          !existsSync(`${ROOT}${found}`) || (anchor !== '' && !anchorsIn(document(found)).includes(anchor))
        );
      },
    );
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it('names only files, npm scripts and errors that exist', () => {
    const FILE =
      /`((?:functions|lib|cli|emulators|workflows|infrastructure|events|docs|test|bench)\/[\w./-]+)`/g;
    expect(found(text, FILE).filter((file) => !existsSync(`${ROOT}${file}`))).toEqual([]);
    expect(found(text, /npm run (\w[\w:-]*)/g).filter((script) => !Object.hasOwn(scripts, script))).toEqual(
      [],
    );
    expect(
      found(text, /`([A-Z]\w+Error)`/g).filter((name) => !(name in classes) && !OTHERS.includes(name)),
    ).toEqual([]);
  });
});

it('the sources and the infrastructure name only documents that exist', () => {
  const paths = globSync(
    [
      '{lib,functions,cli,emulators,bench,test}/**/*.{ts,md}',
      '{infrastructure,workflows}/**/*.*',
      'serverless.yml',
    ],
    { cwd: ROOT },
  );
  const broken = paths.flatMap((path) =>
    found(document(path), /(?<!stepfunctions, |[\w./])(docs\/[\w./-]+\.md)/g)
      .filter((named) => !existsSync(`${ROOT}${named}`))
      .map((named) => `${path} names ${named}`),
  );
  expect(broken).toEqual([]);
});

it('the generated documents and the template of RollcallAccess are up to date; where they are stale, run npm run docs', () => {
  const stale = generatedFiles().filter(([path, text]) => text !== document(path));
  expect(stale.map(([path]) => path)).toEqual([]);
});

/** The anchors that a document's headings have on GitHub. */
const anchorsIn = (text: string) =>
  found(text, /^#+ (.*)$/gm).map((words) =>
    words
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);

const namesOf = (type: string) =>
  [...resources].flatMap(([id, { Type, Properties }]) =>
    Type === type ? [v.parse(v.object({ Name: v.optional(v.string(), id) }), Properties).Name] : [],
  );
const Field = v.custom<v.GenericSchema>((field) => v.is(v.object({ kind: v.literal('schema') }), field));
const Entries = v.object({ entries: v.record(v.string(), Field) });
/** A form of an object, or of a pipe that has one. */
const Form = v.union([
  Entries,
  v.pipe(
    v.object({ pipe: v.array(v.unknown()) }),
    v.transform(({ pipe }) => pipe.find((step) => v.is(Entries, step))),
    Entries,
  ),
]);
const defaultsOf = (form: v.GenericSchema) =>
  Object.entries(v.parse(Form, form).entries).map(([name, field]) => {
    const { success, output } = v.safeParse(field, undefined);
    if (!success) return [name, 'required'];
    return [name, output === undefined ? 'none' : `\`${output}\``];
  });

describe('a table in the documents', () => {
  it.each([
    ['docs/operations/reference.md', 'error', Object.keys(classes)],
    [
      'docs/operations/reference.md',
      'saved query',
      namesOf('AWS::Logs::QueryDefinition').map((name) => name.split('/').at(-1)),
    ],
    ['docs/operations/before-and-deploy.md', 'output', outputs],
    [
      'docs/settings.md',
      'type of filter',
      Choice.entries.exclude.wrapped.item.options.map(({ entries }) => entries.type.literal),
    ],
  ])('%s has a row for each %s', (path, _what, names) => {
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !document(path).includes(`\n| \`${name}\` |`))).toEqual([]);
  });

  it('docs/operations/on-call.md has a row for each alarm or its family, and no other', () => {
    const families: Record<string, string[]> = {
      '<Workflow>': namesOf('AWS::StepFunctions::StateMachine'),
      '<Function>': Object.keys(serverless.functions).map(pascal),
      '<Rule>': [...resources].flatMap(([id, { Type }]) => (Type === 'AWS::Events::Rule' ? [id] : [])),
    };
    const [, table = ''] =
      /\n\| alarm \|.*\n\|[-|]*\n((?:\|.*\n)+)/.exec(document('docs/operations/on-call.md')) ?? [];
    const rows = found(table, /^\| `([<>\w]+)` \|/gm).flatMap((row) => {
      const [family = ''] = /^<\w+>/.exec(row) ?? [];
      return families[family]?.map((member) => row.replace(family, member)) ?? [row];
    });
    const alarms = [...namesOf('AWS::CloudWatch::Alarm'), ...namesOf('AWS::CloudWatch::CompositeAlarm')];
    expect(rows.toSorted()).toEqual(alarms.toSorted());
  });

  it.each<[string, string[][]]>([
    [
      'parameter',
      Object.entries(serverless.params.default).map(([name, value]) => [
        name,
        value === '' ? 'none' : `\`${value}\``,
      ]),
    ],
    ...Object.entries(vendors).flatMap(([name, { Settings, Credentials }]): [string, string[][]][] => [
      [`setting of ${name}`, defaultsOf(Settings)],
      [`field of the secret of ${name}`, defaultsOf(Credentials)],
    ]),
  ])('docs/settings.md has each %s with its default', (_what, fields) => {
    const settings = document('docs/settings.md');
    expect(fields.filter(([name, value]) => !settings.includes(`\n| \`${name}\` | ${value} |`))).toEqual([]);
  });

  it('names every log group that stays when the stack is removed', () => {
    for (const name of namesOf('AWS::Logs::LogGroup'))
      expect(document('docs/operations/before-and-deploy.md')).toContain(`\`${name}\``);
  });
});

describe('an example in the documents', () => {
  it('starts an enrollment: the input in README.md', () => {
    const [input] = jsonIn(document('README.md'));
    expect(Object.keys(readRequest(input))).toEqual(expect.arrayContaining(['accountId', 'vendors']));
  });

  it('is a valid filter: the first one in docs/settings.md', () => {
    expect(v.safeParse(Filters, jsonIn(document('docs/settings.md'))[0]).success).toBe(true);
  });
});
