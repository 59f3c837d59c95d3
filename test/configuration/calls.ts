import { build } from 'esbuild';
import { ROOT } from './sources.ts';

/** The IAM prefix of each client's service. */
const SERVICES: Record<string, string> = {
  '@aws-sdk/client-iam': 'iam',
  '@aws-sdk/client-organizations': 'organizations',
  '@aws-sdk/client-resource-groups-tagging-api': 'tag',
  '@aws-sdk/client-s3': 's3',
  '@aws-sdk/client-secrets-manager': 'secretsmanager',
  '@aws-sdk/client-sfn': 'states',
  '@aws-sdk/client-sts': 'sts',
};

/**
 * The AWS calls that a function can make, as IAM actions: the commands that are made, and the paginators that are
 * called, in what is left when everything that the function does not reach is gone.
 */
export async function callsOf(file: string): Promise<string[]> {
  const { outputFiles } = await build({
    entryPoints: [`${ROOT}${file}`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    external: Object.keys(SERVICES),
    logLevel: 'error',
  });
  const text = outputFiles.map((output) => output.text).join('\n');
  const imports = [...text.matchAll(/^import \{([^}]*)\} from "(@aws-sdk\/client-[\w-]+)";/gms)];
  const serviceOf = (name: string) =>
    SERVICES[imports.find(([, names = '']) => names.includes(name))?.[2] ?? ''];
  const uses = [...text.matchAll(/new (\w+)Command\(|[^\w.]paginate(\w+)\(/g)];
  const calls = uses.map(
    ([, command, page]) =>
      `${serviceOf(command ? `${command}Command` : `paginate${page}`)}:${command ?? page}`,
  );
  return [...new Set(calls)].sort();
}
