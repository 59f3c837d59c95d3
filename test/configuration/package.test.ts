import { build } from 'esbuild';
import { budgetOf } from '../../bench/bundle.ts';
import { readWorkflow } from '../../emulators/engine/workflow.ts';
import { serverless } from './deployment.ts';
import { kebab, pascal } from './naming.ts';
import { actionsOf, exportsOf, type Package, packaged } from './package.ts';
import { ROOT } from './sources.ts';
import { workflows } from './workflows.ts';

const keys = Object.keys(serverless.functions);
let made: Package;
/** The bundle of each function, by the function's key. */
let bundles: Map<string, string>;

beforeAll(async () => {
  made = await packaged();
  bundles = new Map([...made.archives].map(([key, files]) => [key, [...files.values()].join('')]));
}, 120_000);

afterAll(() => made.remove());

describe('the package', () => {
  it('is made of the deployed folders alone, without the emulators and the tests', () => {
    expect([...made.archives.keys()].sort()).toEqual([...keys].sort());
  });

  it.each(keys)('holds of %s one bundle and nothing else', (key) => {
    expect([...(made.archives.get(key)?.keys() ?? [])]).toEqual([`functions/${kebab(key)}.mjs`]);
    expect(made.resources[`${pascal(key)}LambdaFunction`]?.Properties).toMatchObject({
      Handler: `functions/${kebab(key)}.handler`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    });
  });

  it.each(keys)('contains in the bundle of %s nothing of the machine that made it', (key) => {
    const bundle = bundles.get(key) ?? '';
    expect(bundle.includes('sourceMappingURL')).toBe(false);
    expect(bundle.includes(made.folder)).toBe(false);
    expect(bundle.includes(ROOT)).toBe(false);
  });

  it('loads in Node as it is, with nothing beside it and nothing in its environment', async () => {
    expect(await exportsOf(bundles)).toEqual(Object.fromEntries(keys.map((key) => [key, ['handler']])));
  });

  it.each(keys)('keeps the bundle of %s small, as every cold start reads it', (key) => {
    expect(bundles.get(key)?.length).toBeLessThanOrEqual(budgetOf(key));
  });

  it.each(workflows)('gives CloudFormation $name as its file has it', ({ name }) => {
    const text = made.resources[pascal(name)]?.Properties?.DefinitionString;
    expect(JSON.parse(String(text))).toEqual(readWorkflow(name));
  });
});

describe('the functions', () => {
  it.each(keys)('%s: the clients in the bundle are those that its role has permissions for', async (key) => {
    const actions = actionsOf(made, `${pascal(key)}Role`);
    const clients = await clientsIn(key);
    const assumes = actions.includes('sts:AssumeRole');
    const readsSecrets = actions.includes('secretsmanager:GetSecretValue');
    expect({ assumes, readsSecrets }).not.toEqual({ assumes: true, readsSecrets: true });
    expect(clients).toEqual([
      // Called with the credentials of the session in the account, so no role of ours needs a permission for it.
      ...(key === 'ensureRole' ? ['iam'] : []),
      ...(actions.some((action) => action.startsWith('organizations:')) ? ['organizations'] : []),
      ...(actions.includes('tag:GetResources') ? ['resource-groups-tagging-api'] : []),
      ...(actions.includes('s3:PutObject') ? ['s3'] : []),
      ...(readsSecrets ? ['secrets-manager'] : []),
      ...(actions.includes('states:DescribeExecution') ? ['sfn'] : []),
      ...(assumes ? ['sts'] : []),
    ]);
  });
});

/**
 * The SDK's clients in the bundle of a function, also those that its credential providers bring. The bundler reports them
 * only to its caller, so it is bundled again.
 */
async function clientsIn(key: string): Promise<string[]> {
  const { exclude: _, outputFileExtension: __, ...options } = serverless.custom.esbuild;
  const { metafile, outputFiles } = await build({
    ...options,
    ...{ absWorkingDir: made.folder, entryPoints: [`functions/${kebab(key)}.ts`], outdir: 'nowhere' },
    ...{ metafile: true, write: false },
  });
  expect(outputFiles[0]?.text === bundles.get(key)).toBe(true);
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const present = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  const CLIENT = /@aws-sdk\/(?:client-|nested-clients\/.*\/submodules\/)([\w-]+)\//;
  return [...new Set(present.flatMap((path) => CLIENT.exec(path)?.[1] ?? []))].sort();
}
