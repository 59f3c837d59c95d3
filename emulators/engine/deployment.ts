import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

/** A resource of the stack has, where there is no stack, the name that the template gives it. */
const Variable = z.union([z.string(), z.object({ Ref: z.string() }).transform(({ Ref }) => Ref)]);

const Serverless = z.object({
  service: z.string(),
  params: z.object({ default: z.record(z.string(), z.coerce.string()) }),
  provider: z.object({ environment: z.record(z.string(), z.string()) }),
  functions: z.record(
    z.string(),
    z.object({
      handler: z.string(),
      timeout: z.number(),
      environment: z.record(z.string(), Variable).default({}),
      reservedConcurrency: z.object({ 'Fn::If': z.tuple([z.string(), z.string(), z.unknown()]) }).optional(),
    }),
  ),
});

/** What `serverless.yml` deploys, as far as it decides how the functions run. */
export interface Deployment {
  /** The environment variables of all functions together, with the default parameters filled in, for a stage `local`. */
  environment: Record<string, string>;
  /** By key: path and export of the handler, the timeout in seconds, and how many may run at once. */
  functions: Record<string, { handler: string; timeout: number; reserved?: number | undefined }>;
  /** Puts the default parameters into a text, as `${param:vendors}`. */
  fill(text: string): string;
}

let known: Deployment | undefined;

/**
 * What `serverless.yml` says, so that what runs locally is what is deployed; read once in a process.
 * Throws when it has not the form that is needed.
 */
export function readDeployment(): Deployment {
  known ??= read();
  return known;
}

function read(): Deployment {
  const { service, params, provider, functions } = Serverless.parse(parse(file('serverless.yml')));
  const values: Record<string, string> = {
    ...{ 'self:service': service, 'sls:stage': 'local' },
    'file(package.json):version': Package.parse(JSON.parse(file('package.json'))).version,
  };
  for (const [name, value] of Object.entries(params.default)) values[`param:${name}`] = value;
  const fill = (value: string) =>
    value.replace(/\$\{([\w:.()-]+)\}/g, (unknown, name) => values[name] ?? unknown);
  const all = [provider, ...Object.values(functions)].flatMap(({ environment }) =>
    Object.entries(environment),
  );
  const environment = all.map(([name, value]) => [name, fill(value)]);
  const known = Object.entries(functions).map(([key, { handler, timeout, reservedConcurrency }]) => {
    const reserved = Number(fill(reservedConcurrency?.['Fn::If'][1] ?? '')) || undefined;
    return [key, { handler, timeout, reserved }];
  });
  return { environment: Object.fromEntries(environment), functions: Object.fromEntries(known), fill };
}

const Package = z.object({ version: z.string() });

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
