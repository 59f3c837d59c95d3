import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { ROOT } from './sources.ts';

const Serverless = z.looseObject({
  provider: z.looseObject({ environment: z.record(z.string(), z.string()) }),
  functions: z.record(
    z.string(),
    z.looseObject({ handler: z.string(), role: z.string(), timeout: z.number() }),
  ),
  custom: z.looseObject({ esbuild: z.record(z.string(), z.unknown()) }),
});

/** `serverless.yml`, as far as the tests look at it, with its variables as they are written there. */
export const serverless = Serverless.parse(parse(readFileSync(`${ROOT}serverless.yml`, 'utf8')));

const Resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) });
const Template = z.looseObject({ Resources: z.record(z.string(), Resource).default({}) });

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

/** The CloudFormation resources in `infrastructure/`, by logical id. */
export const resources = new Map(
  globSync('infrastructure/*.yml', { cwd: ROOT })
    .map((path) => parse(readFileSync(`${ROOT}${path}`, 'utf8'), { customTags, logLevel: 'error' }))
    .flatMap((template) => Object.entries(Template.parse(template).Resources)),
);
