import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { serverless } from './deployment.ts';
import { kebab } from './naming.ts';
import { ROOT } from './sources.ts';

const keys = Object.keys(serverless.functions);
const { exclude: _, outputFileExtension: __, ...options } = serverless.custom.esbuild;

/** All functions at once, as they are deployed but for names and spaces. */
const { metafile } = await build({
  ...options,
  ...{ absWorkingDir: ROOT, entryPoints: keys.map((key) => `functions/${kebab(key)}.ts`) },
  ...{ minify: false, write: false, metafile: true, outdir: 'nowhere' },
});

/** The files that something of is in the bundle of the function. */
const inputsOf = (key: string) =>
  Object.entries(metafile.outputs[`nowhere/${kebab(key)}.js`]?.inputs ?? {}).flatMap(
    ([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []),
  );

/** What DynamoDB's client itself may call, for its endpoint. */
const CLIENTS_OWN = /\/client-dynamodb\/dist-es\/commands\/DescribeEndpointsCommand\.js$/;

describe.each(keys)('the bundle of %s', (key) => {
  const inputs = inputsOf(key);

  it('imports no client of AWS that the function does not call', () => {
    expect(inputs.length).toBeGreaterThan(20);
    expect(clientsIn(inputs)).toEqual(clientsIn(commandsIn(inputs)));
  });

  it('imports no call that neither our own code nor Powertools makes', () => {
    const callers = inputs.filter((path) => !/\/@(aws-sdk|smithy)\//.test(path));
    const text = callers.map((path) => readFileSync(`${ROOT}${path}`, 'utf8')).join('\n');
    const idle = commandsIn(inputs).filter((path) => {
      const name = /(\w+)Command\.js$/.exec(path)?.[1] ?? '';
      if (CLIENTS_OWN.test(path)) return false;
      return !new RegExp(`\\bnew ${name}Command\\(|\\bpaginate${name}\\(`).test(text);
    });
    expect(idle).toEqual([]);
  });

  it('has no package twice', () => {
    expect(inputs.filter((path) => /node_modules\/.*\/node_modules\//.test(path))).toEqual([]);
  });

  it('has the code that calls vendors only where it reads their secrets', () => {
    expect(inputs.includes('lib/http/send.ts')).toBe(clientsIn(inputs).includes('secrets-manager'));
  });

  it('imports no way to credentials but the environment, as Lambda offers no other', () => {
    const others = /@aws-sdk\/(credential-provider-(?!env\/)|nested-clients|token-providers|client-sso)/;
    expect(inputs.filter((path) => others.test(path))).toEqual([]);
  });
});

/** The clients that anything of the files belongs to. */
const clientsIn = (inputs: string[]) =>
  [...new Set(inputs.flatMap((path) => /\/@aws-sdk\/client-([\w-]+)\//.exec(path)?.[1] ?? []))].sort();

/** The files of calls, one each. The bundler leaves out those that nothing refers to. */
const commandsIn = (inputs: string[]) =>
  inputs.filter((path) => /\/@aws-sdk\/client-[\w-]+\/.*\/commands\/\w+Command\.js$/.test(path));
