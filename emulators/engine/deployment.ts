import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { readAs } from '../read-as.ts';

/** A resource of the stack has, where there is no stack, the name that the template gives it. */
const Variable = v.union([
  v.string(),
  v.pipe(
    v.object({ Ref: v.string() }),
    v.transform(({ Ref }) => Ref),
  ),
]);

const Serverless = v.object({
  service: v.string(),
  params: v.object({ default: v.record(v.string(), v.pipe(v.unknown(), v.transform(String))) }),
  provider: v.object({ environment: v.record(v.string(), v.string()) }),
  functions: v.record(
    v.string(),
    v.object({
      handler: v.string(),
      timeout: v.number(),
      environment: v.optional(v.record(v.string(), Variable), {}),
      reservedConcurrency: v.optional(
        v.object({ 'Fn::If': v.strictTuple([v.string(), v.string(), v.unknown()]) }),
      ),
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
  const { service, params, provider, functions } = readAs(Serverless, parse(file('serverless.yml')));
  const values: Record<string, string> = {
    ...{ 'self:service': service, 'sls:stage': 'local' },
    'file(package.json):version': v.parse(Package, JSON.parse(file('package.json'))).version,
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

const Package = v.object({ version: v.string() });

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
