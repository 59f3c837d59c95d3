import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { findings } from '../deployed/findings.ts';
import { startMinistack } from '../deployed/ministack.ts';
import { CREDENTIALS, REGION, startMoto } from '../deployed/moto.ts';
import { CannotTestError, pythonPrograms } from '../deployed/python.ts';
import { PROJECT, Workspace } from '../deployed/workspace.ts';
import { supported } from './supported.ts';

/**
 * `npm run test:release`: two releases of one commit are the same bytes; one of an older version is deployed by the commands
 * of docs/operations/release.md alone, upgraded to this one after a look at the changes, goes back, and is removed; and one
 * stage is deployed as in a tooling account. Exit codes are those of `npm run test:deployed`.
 */
const MADE_OF = ['docs', 'events', 'functions', 'infrastructure', 'lib', 'workflows'];
const FILES = ['CHANGELOG.md', 'package-lock.json', 'package.json', 'serverless.yml', 'tsconfig.json'];
const BUCKET = 'releases';

const workspace = new Workspace();
const found = findings((line) => console.log(line));
try {
  await test();
} catch (error) {
  if (!(error instanceof CannotTestError)) throw error;
  console.error(error.message);
  process.exit(2);
}
process.exit(found.conclude() === 0 ? 0 : 1);

async function test(): Promise<void> {
  const { phase, holds } = found;
  const releases = await phase('Releases', async () => {
    const [one, other] = [await release('one'), await release('other', { umask: '077' })];
    await holds('two builds of one commit are the same bytes', () =>
      workspace.run(program('diff', ['--recursive', one, other])),
    );
    await holds('the bill of materials is CycloneDX, and has what the code is made of', () => {
      const { bomFormat, components } = JSON.parse(readFileSync(join(one, 'sbom.cdx.json'), 'utf8'));
      const names = components.map(({ name }: { name: string }) => name);
      assert.deepEqual(
        [bomFormat, ['valibot', 'hono', '@aws-sdk/client-iam'].filter((it) => !names.includes(it))],
        ['CycloneDX', []],
      );
    });
    return { before: await release('before', { version: '0.0.1' }), now: one };
  });
  const programs = await phase('Emulators from the Python package index', () => pythonPrograms(workspace));
  const controlPlane = await phase('Control plane starts', async () =>
    startMinistack(workspace, programs, await startMoto(workspace, programs)),
  );
  await controlPlane.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const [deploy = '', version = '', remove = ''] = commands();
  const run = (folder: string, script: string) =>
    workspace.run({
      command: 'bash',
      args: ['-ceu', `cd ${folder}; ${script}`],
      env: {
        ...workspace.env,
        ...{ AWS_ENDPOINT_URL: controlPlane.url, AWS_REGION: REGION, BUCKET, ADDRESS: 'on-call@example.com' },
        ...{ CLOUDCRAFT_ACCOUNT: '968898580625', CROWDSTRIKE_ACCOUNT: '292230061137' },
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        HOME: process.env['HOME'] ?? '',
      },
    });
  for (const folder of [releases.before, releases.now])
    for (const template of ['rollcall.json', 'rollcall-tooling.json'])
      console.log(`  without ${supported(folder, template).join(', ')}: see docs/deployed-test.md`);
  await phase('An older release is deployed', () => deployed(releases.before, '0.0.1'));
  await phase('The newer one is looked at before', async () => {
    const preview = deploy.replace('cloudformation deploy', 'cloudformation deploy --no-execute-changeset');
    await holds('the command of the guide ends well', () => run(releases.now, preview));
    await holds('nothing is changed', () => says('0.0.1'));
  });
  await phase('It is upgraded', () => deployed(releases.now, current()));
  await phase('It goes back to the older one', () => deployed(releases.before, '0.0.1'));
  await phase('It is removed', () =>
    holds('the commands of the guide end well', () => run(releases.now, remove)),
  );
  await phase('A second stage in a tooling account', async () => {
    const elsewhere = (script: string) =>
      script
        .replace('rollcall.json', 'rollcall-tooling.json')
        .replaceAll('rollcall-prod', 'rollcall-test')
        .replace(
          '--parameter-overrides',
          '--parameter-overrides stage=test managementAccountId=999988887777',
        );
    await holds('the commands of the guide end well', () => run(releases.now, elsewhere(deploy)));
    await holds('its rules are on a bus for the management account', async () => {
      const asked = new ListRulesCommand({ EventBusName: 'rollcall-test-organization' });
      const { Rules = [] } = await controlPlane.events.send(asked);
      const created = Rules.find(({ Name }) => Name === 'rollcall-test-account-created');
      assert.deepEqual(JSON.parse(created?.EventPattern ?? '{}').account, ['999988887777']);
    });
    await holds('it is removed', () => run(releases.now, elsewhere(remove)));
  });

  async function deployed(folder: string, number: string): Promise<void> {
    await holds('the commands of the guide end well', () => run(folder, deploy));
    await holds(`the stack says that it is ${number}`, () => says(number));
    await holds('every function has the code of the release', async () => {
      const { code } = await codeOf(folder);
      assert.equal(code, 'same');
    });
  }

  function says(number: string): Promise<void> {
    return run(releases.now, `test "$(${version.trim()})" = ${number}`);
  }

  async function codeOf(folder: string) {
    const { GetFunctionCommand } = await import('@aws-sdk/client-lambda');
    const { createHash } = await import('node:crypto');
    const template = readFileSync(join(folder, 'rollcall.json'), 'utf8');
    const [, bundle = ''] = /\}(rollcall-[\d.]+\/bundles\/planEnrollment-\w+\.zip)/.exec(template) ?? [];
    const { Configuration } = await controlPlane.lambda.send(
      new GetFunctionCommand({ FunctionName: 'rollcall-prod-planEnrollment' }),
    );
    const zip = readFileSync(join(folder, bundle.replace(/^[^/]+\//, '')));
    return {
      code:
        Configuration?.CodeSha256 === createHash('sha256').update(zip).digest('base64') ? 'same' : 'another',
    };
  }
}

/** Makes a release in a copy of what it is made of. */
async function release(name: string, { version = current(), umask = '022' } = {}): Promise<string> {
  const folder = join(workspace.folder, name);
  for (const path of [...MADE_OF, ...FILES])
    cpSync(join(PROJECT, path), join(folder, path), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'package.json');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(`"version": "${current()}"`, `"version": "${version}"`),
  );
  await workspace.run(program('bash', ['-ceu', `umask ${umask}; cd ${folder}; npm run release`]));
  const made = join(workspace.folder, `release-${name}`, `rollcall-${version}`);
  cpSync(join(folder, 'release', `rollcall-${version}`), made, { recursive: true });
  rmSync(folder, { recursive: true });
  return made;
}

function program(command: string, args: string[]) {
  const PATH = `${join(PROJECT, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
  return { command, args, env: { ...workspace.env, HOME: process.env['HOME'] ?? '', PATH } };
}

/** The blocks of shell in the guide that comes with the release. */
function commands(): string[] {
  const guide = readFileSync(join(PROJECT, 'docs', 'operations', 'release.md'), 'utf8');
  return [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
}

function current(): string {
  return JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')).version;
}
