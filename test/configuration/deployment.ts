import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as v from 'valibot';
import { parse } from 'yaml';
import { ROOT } from './sources.ts';

const require = createRequire(import.meta.url);

/** `Ref:Reports` for a resource of the stack. */
const Variable = v.union([
  v.string(),
  v.pipe(
    v.object({ Ref: v.string() }),
    v.transform(({ Ref }) => `Ref:${Ref}`),
  ),
]);

const Serverless = v.looseObject({
  params: v.object({ default: v.record(v.string(), v.pipe(v.unknown(), v.transform(String))) }),
  provider: v.looseObject({ environment: v.record(v.string(), v.string()) }),
  functions: v.record(
    v.string(),
    v.looseObject({
      handler: v.string(),
      role: v.string(),
      timeout: v.number(),
      environment: v.optional(v.record(v.string(), Variable), {}),
    }),
  ),
  resources: v.array(v.string()),
  custom: v.looseObject({ esbuild: v.looseObject({}) }),
});

/** `serverless.yml`, as far as the tests look at it, with its variables as they are written there. */
export const serverless = v.parse(Serverless, parse(readFileSync(`${ROOT}serverless.yml`, 'utf8')));

/** The value of `param:name` when a deployment does not give another. */
export const parameter = (name: string): string =>
  serverless.params.default[name.replace('param:', '')] ?? '';

const Resource = v.looseObject({ Type: v.string(), Properties: v.record(v.string(), v.unknown()) });
const Template = v.object({
  Resources: v.optional(v.record(v.string(), Resource), {}),
  Outputs: v.optional(v.record(v.string(), v.unknown()), {}),
  extensions: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** CloudFormation's short forms that the tests look at, written out. Others, as `!If`, are read as if they had no tag. */
const customTags = [
  { tag: '!Ref', resolve: (name: string) => ({ Ref: name }) },
  { tag: '!GetAtt', resolve: (path: string) => ({ 'Fn::GetAtt': path.split('.') }) },
  { tag: '!Sub', resolve: (text: string) => ({ 'Fn::Sub': text }) },
  ...['Sub', 'Join'].map((name) => ({
    tag: `!${name}`,
    collection: 'seq' as const,
    resolve: (list: { toJSON(): unknown }) => ({ [`Fn::${name}`]: list.toJSON() }),
  })),
];

/** `${file(path):address}`, as the Serverless Framework reads it, where it is a whole value; what is left are other variables. */
async function resolved(value: unknown, given: Record<string, string>): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((inner) => resolved(inner, given)));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      async ([key, inner]) => [key, await resolved(inner, given)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }
  const [, path, address] = /^\$\{file\(([^)]+)\)(?::([\w.]+))?\}$/.exec(String(value)) ?? [];
  return path === undefined
    ? value
    : resolved(at(await content(path, given), address?.split('.') ?? []), given);
}

/** A CloudFormation template of the project. @param path from its root */
export const readTemplate = (path: string): unknown =>
  parse(readFileSync(`${ROOT}${path}`, 'utf8'), { customTags, logLevel: 'error' });

async function content(path: string, given: Record<string, string>): Promise<unknown> {
  if (path.endsWith('.yml')) return readTemplate(path);
  const exported: unknown = require(`${ROOT}${path}`);
  const resolveVariable = async (name: string) =>
    name === 'self:functions' ? serverless.functions : (given[name.replace('param:', '')] ?? parameter(name));
  return typeof exported === 'function' ? exported({ resolveVariable }) : exported;
}

const at = (value: unknown, [key, ...rest]: string[]): unknown =>
  key === undefined ? value : at(v.parse(v.record(v.string(), v.unknown()), value)[key], rest);

const templatesOf = async (given: Record<string, string>) =>
  v.parse(v.array(Template), await resolved(serverless.resources, given));
const templates = await templatesOf({});

const resourcesIn = (all: typeof templates) =>
  new Map(all.flatMap(({ Resources }) => Object.entries(Resources)));

/** The CloudFormation resources that `serverless.yml` names in `resources`, by logical id. */
export const resources = resourcesIn(templates);

/** The same with parameters that have other values than the default. */
export const resourcesWith = async (given: Record<string, string>) => resourcesIn(await templatesOf(given));

/** The names of the outputs of the stack. */
export const outputs = templates.flatMap(({ Outputs }) => Object.keys(Outputs));

/** What is added to the resources that the Serverless Framework makes, by logical id. */
export const extensions = new Map(templates.flatMap((template) => Object.entries(template.extensions)));
