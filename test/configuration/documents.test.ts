import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { readRequest } from '../../lib/enrollment/event.ts';
import * as errors from '../../lib/errors.ts';
import { Filters } from '../../lib/organization/filter.ts';
import { CloudcraftConnection } from '../../lib/vendors/cloudcraft/connection.ts';
import { CrowdstrikeConnection } from '../../lib/vendors/crowdstrike/connection.ts';
import { outputs, resources } from './deployment.ts';
import { anchors, blocks, codes, document, documents, links, prose, rows, section } from './markdown.ts';
import { ROOT } from './sources.ts';
import { statesOf, workflows } from './workflows.ts';

const readme = document('README.md');
const operations = document('docs/operations.md');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')));

/** The names in the first cells of a section's tables. */
const named = (text: string, heading: string) =>
  rows(section(text, heading)).flatMap(([first]) => codes(first));
const idsOf = (type: string) => [...resources].flatMap(([id, { Type }]) => (Type === type ? [id] : []));

describe.each([...documents])('%s', (path, text) => {
  it('leads only to files and headings that exist', () => {
    const broken = links(text).filter((target) => {
      const [file = '', anchor] = target.split('#');
      if (/^[a-z]+:/.test(file)) return false;
      const found = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file));
      return (
        !existsSync(`${ROOT}${found}`) || (anchor !== undefined && !anchors(document(found)).includes(anchor))
      );
    });
    expect(broken).toEqual([]);
  });

  it('names only files that exist', () => {
    const FILE = /^(functions|lib|local|workflows|infrastructure|events|docs|test|bench)\/[\w./-]*\w\/?$/;
    const paths = codes(prose(text)).filter((code) => FILE.test(code));
    expect(paths.filter((file) => !existsSync(`${ROOT}${file}`))).toEqual([]);
  });

  it('asks npm only for scripts that exist', () => {
    const asked = [...text.matchAll(/npm run (\w[\w:-]*)/g)].map(([, script = '']) => script);
    expect(asked.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
  });
});

describe('README.md', () => {
  const { params, provider } = z
    .object({
      params: z.object({ default: z.record(z.string(), z.coerce.string()) }),
      provider: z.object({ stage: z.string(), region: z.string() }),
    })
    .parse(parse(readFileSync(`${ROOT}serverless.yml`, 'utf8')));

  it('has every parameter with its default, in the order of serverless.yml, and no other', () => {
    const settings = rows(section(readme, 'Settings')).filter(([name = '']) => /^`\w+`$/.test(name));
    const defaults = settings.map(([name, value]) => [
      ...codes(name),
      value === 'none' ? '' : codes(value).join(),
    ]);
    expect(defaults).toEqual(Object.entries(params.default));
  });

  it('says the default of the stage and of the region', () => {
    for (const [option, value] of Object.entries(provider)) {
      const [, fallback] = /'(.*)'/.exec(value) ?? [];
      expect(section(readme, 'Settings')).toContain(`\`--${option}\` (\`${fallback}\`)`);
    }
  });

  it('has an input that starts an enrollment', () => {
    const [input = ''] = blocks(section(readme, 'How it works'), 'json');
    expect(Object.keys(readRequest(JSON.parse(input)))).toEqual(['accountId', 'vendors', 'adopt']);
  });

  it('has every state of the workflows, and no other', () => {
    const states = workflows.flatMap(({ machine }) => statesOf(machine)).map(([name]) => name);
    expect(named(readme, 'How it works').sort()).toEqual(states.sort());
  });
});

describe('docs/operations.md', () => {
  it('says of every error what to do, and of no other', () => {
    const { RollcallError: _, ...classes } = errors;
    expect(named(operations, 'Errors')).toEqual(Object.keys(classes).sort());
  });

  it('says of every alarm that sends a notice what to do, and of no other', () => {
    const notifying = [...resources].filter(([, { Properties }]) => 'AlarmActions' in Properties);
    expect(named(operations, 'Alarms').sort()).toEqual(notifying.map(([id]) => id).sort());
  });

  it('has every saved query by its name, and no other', () => {
    const Saved = z.object({ Name: z.string() });
    const names = idsOf('AWS::Logs::QueryDefinition').map(
      (id) => Saved.parse(resources.get(id)?.Properties).Name,
    );
    const own = named(operations, 'Queries and dashboard').map((name) => `Rollcall/\${sls:stage}/${name}`);
    expect(own.sort()).toEqual(names.sort());
  });

  it('has every output of the stack, and no other', () => {
    expect(named(operations, 'Deploy').sort()).toEqual([...outputs].sort());
  });

  it('has a filter that is understood, and every type of target', () => {
    const [filter = ''] = blocks(section(operations, 'Filters'), 'json');
    expect(Filters.safeParse(JSON.parse(filter)).success).toBe(true);
    const types = Filters.shape.include.unwrap().element.options.map(({ shape }) => shape.type.value);
    expect(named(operations, 'Filters')).toEqual(types);
  });

  it('has every log group that stays when the stack is removed', () => {
    const [stays = ''] = rows(section(operations, 'Remove')).map(([first]) => first);
    expect(codes(stays)).toEqual(idsOf('AWS::Logs::LogGroup'));
  });

  it.each([
    ['Cloudcraft', CloudcraftConnection.shape],
    ['CrowdStrike', CrowdstrikeConnection.shape],
  ])('has every field of the secret of %s with its default, and no other', (vendor, shape) => {
    const fields = Object.entries(shape).map(([name, field]) => {
      const { success, data } = field.safeParse(undefined);
      return [name, success ? (data ?? 'none') : 'required'];
    });
    const told = rows(section(operations, vendor)).flatMap(([names, value = '']) =>
      codes(names).map((name) => [name, codes(value)[0] ?? value]),
    );
    expect(told.sort()).toEqual(fields.sort());
  });
});
