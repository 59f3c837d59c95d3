import { build } from 'esbuild';
import { pascal } from './naming.ts';
import { ROOT } from './sources.ts';

/** The IAM prefix of each client's service. */
const SERVICES: Record<string, string> = {
  '@aws-sdk/client-dynamodb': 'dynamodb',
  '@aws-sdk/client-iam': 'iam',
  '@aws-sdk/client-organizations': 'organizations',
  '@aws-sdk/client-resource-groups-tagging-api': 'tag',
  '@aws-sdk/client-secrets-manager': 'secretsmanager',
  '@aws-sdk/client-sfn': 'states',
  '@aws-sdk/client-sts': 'sts',
};

/**
 * The AWS calls that each of the functions can make, as IAM actions, by its file: the commands that are made, the
 * paginators that are called, and those of a bucket, in what is left when everything that the function does not reach is gone.
 */
export async function callsOf(files: string[]): Promise<Map<string, string[]>> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: files,
    ...{ bundle: true, write: false, outbase: ROOT, outdir: ROOT },
    ...{ format: 'esm', platform: 'node', mainFields: ['module', 'main'], logLevel: 'error' },
    external: Object.keys(SERVICES),
  });
  return new Map(
    outputFiles.map(({ path, text }) => [path.replace(ROOT, '').replace(/js$/, 'ts'), callsIn(text)]),
  );
}

function callsIn(text: string): string[] {
  const imports = [...text.matchAll(/^import \{([^}]*)\} from "(@aws-sdk\/client-[\w-]+)";/gms)];
  const serviceOf = (name: string) =>
    SERVICES[imports.find(([, names = '']) => names.includes(name))?.[2] ?? ''];
  const uses = [...text.matchAll(/new (\w+)Command\(|[^\w.]paginate(\w+)\(/g)];
  const calls = uses.map(
    ([, command, page]) =>
      `${serviceOf(command ? `${command}Command` : `paginate${page}`)}:${command ?? page}`,
  );
  const onObjects = [...text.matchAll(/\.(get|put)Object\(/g)].map(
    ([, verb = '']) => `s3:${pascal(verb)}Object`,
  );
  return [...new Set([...calls, ...onObjects])].sort();
}
