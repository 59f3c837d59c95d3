import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import * as v from 'valibot';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const Serverless = v.object({
  functions: v.record(v.string(), v.object({ handler: v.string() })),
  custom: v.object({ esbuild: v.looseObject({}) }),
});

const { functions, custom } = v.parse(Serverless, parse(readFileSync(`${ROOT}serverless.yml`, 'utf8')));

/** What is left when the options that only serverless-esbuild knows are taken out. Source: its README, "Options". */
const { exclude: _, outputFileExtension: __, ...options } = custom.esbuild;

/** What a bundle of a function that is deployed is to have at most: every cold start reads and compiles all of it. */
export const KB_AT_MOST = 300;

/** The keys of the functions in `serverless.yml`. */
export const functionKeys = Object.keys(functions);

/** A function as one file. */
export interface Bundle {
  text: string;
  bytes: number;
  /** The files that something of is in the bundle, from the root of the repository. */
  inputs: string[];
}

/**
 * Bundles a function as `serverless.yml` says that it is deployed.
 * @param changes options that differ from the deployed ones
 */
export async function bundle(key: string, changes: BuildOptions = {}): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...options,
    ...changes,
    ...{ absWorkingDir: ROOT, entryPoints: [entryOf(key)], outdir: 'nowhere' },
    ...{ write: false, metafile: true },
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`${key}: the bundler made no file`);
  const inputs = Object.values(metafile.outputs).flatMap((made) => Object.entries(made.inputs));
  return {
    text: output.text,
    bytes: output.contents.byteLength,
    inputs: inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  };
}

/** A bundle of the clients that a function uses and of the calls that it makes, without the function; undefined where it uses none. */
export async function bareClients({ inputs }: Bundle): Promise<string | undefined> {
  const calls = inputs.flatMap((path) => CALL.exec(path)?.slice(1, 3).join('/') ?? []);
  // Requests to S3 are signed and sent by the SDK's parts alone.
  const ofBucket = inputs.includes(BUCKET) ? [`export { bucketNamed } from './${BUCKET}';`] : [];
  const exported = calls.map((call) => {
    const [client = '', command = ''] = call.split('/');
    const name = inputs.map((path) => CLIENT.exec(path)).find((found) => found?.[1] === client)?.[2];
    return `export { ${command}, ${name} as ${name}Of${command} } from '@aws-sdk/${client}';`;
  });
  const contents = [...exported, ...ofBucket].join('\n');
  if (contents === '') return undefined;
  const { outputFiles } = await build({
    ...options,
    ...{ absWorkingDir: ROOT, stdin: { contents, resolveDir: ROOT }, outdir: 'nowhere', write: false },
  });
  return outputFiles[0]?.text;
}

const BUCKET = 'lib/aws/bucket.ts';
const CALL = /\/@aws-sdk\/(client-[\w-]+)\/.*\/commands\/(\w+Command)\.js$/;
const CLIENT = /\/@aws-sdk\/(client-[\w-]+)\/dist-es\/(\w+Client)\.js$/;

const entryOf = (key: string) => `${functions[key]?.handler.replace(/\.\w+$/, '')}.ts`;
