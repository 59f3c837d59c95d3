import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { startControl } from '../../emulators/controls/control.ts';
import { listen } from '../../emulators/network/listen.ts';
import { allVendors } from '../../emulators/vendors.ts';
import { startWorld } from '../../emulators/world.ts';
import { ROOT } from '../configuration/sources.ts';
import { ACCOUNT } from '../scene.ts';
import { controlsOf, type Ended, ended, start, unwrapped, world } from './command.ts';

const open: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of open) await close();
});

const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
let files = 0;
const file = (text: string) => {
  files += 1;
  writeFileSync(join(folder, `${files}.json`), text);
  return join(folder, `${files}.json`);
};
const input = (fields: object) => file(JSON.stringify({ accountId: ACCOUNT, ...fields }));

/** A server that is no world: it answers everything like this. */
async function server(body: string, status: number): Promise<string> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', () => new Response(body, { status }));
  const { url, close } = await listen(app);
  open.push(close);
  return url;
}

/** A world with the account, in which Cloudcraft's secret has this text; gives the URLs of its controls and its AWS. */
async function worldWith(secret: (right: Record<string, string>) => string) {
  const running = await startWorld();
  running.aws.createAccount({ id: ACCOUNT, name: 'Sandbox' });
  const { accounts, organization } = running.aws.state;
  const held = accounts.get(organization.managementAccountId)?.secrets.get('us-east-1/rollcall/cloudcraft');
  for (const version of held?.versions ?? []) version.value = secret(running.secrets['rollcall/cloudcraft']);
  const controls = await startControl(running);
  open.push(controls.close, running.close);
  return { controls: controls.url, aws: running.aws.url };
}
const withSecret = async (secret: (right: Record<string, string>) => string) => [
  ACCOUNT,
  '--world',
  (await worldWith(secret)).controls,
];

const taken = createServer().listen(0, '127.0.0.1');
await once(taken, 'listening');
open.push(() => taken.close());
const inUse: AddressInfo = Object.assign({ address: '', family: '', port: 0 }, taken.address());

const sides = ['control', 'aws', ...allVendors().map(({ name }) => name)];
const ports = (chosen: Record<string, number> = {}) =>
  sides.flatMap((side) => [`--${side}-port`, String(chosen[side] ?? 0)]);

interface Mistake {
  mistake: string;
  with: string[];
  /** What it says, of what is wrong or of what to do. */
  says: string;
  variables?: Record<string, string>;
}

const startMistakes: Mistake[] = [
  { mistake: 'a misspelt option', with: ['--agian'], says: 'Did you mean --again?' },
  { mistake: 'an option of npm run world', with: ['--aws-port', '1'], says: "unknown option '--aws-port'" },
  { mistake: 'an option without its value', with: ['--world'], says: "'--world <url>' argument missing" },
  { mistake: 'a fault without its name', with: ['--crowdstrike'], says: 'argument missing' },
  { mistake: 'a misspelt fault', with: ['--crowdstrike', 'dwon'], says: 'Did you mean down?' },
  {
    mistake: 'a fault of another vendor',
    with: ['--cloudcraft', 'already-409'],
    says: 'It is one of down, ',
  },
  { mistake: 'an API family that does not exist', with: ['--family', 'd5c'], says: 'd4c, cloud-security' },
  { mistake: 'a word for seconds', with: ['--account-not-ready', 'soon'], says: 'number of seconds' },
  { mistake: 'negative seconds', with: ['--account-not-ready', '-5'], says: 'number of seconds' },
  { mistake: 'seconds with a unit', with: ['--role-not-assumable', '15s'], says: 'number of seconds' },
  {
    mistake: 'a misspelt switch',
    with: ['--switch', 'crowdstrike.duplicate=409'],
    says: 'crowdstrike.duplicates',
  },
  {
    mistake: 'a switch of nobody',
    with: ['--switch', 'asw.accountStatus=absent'],
    says: 'Did you mean aws?',
  },
  {
    mistake: 'a value that a switch does not have',
    with: ['--switch', 'crowdstrike.duplicates=5'],
    says: '201|207|400|409',
  },
  {
    mistake: 'a word for the number of a switch',
    with: ['--switch', 'aws.accountNotReadySeconds=soon'],
    says: 'expected number',
  },
  { mistake: 'a switch without a side', with: ['--switch', 'duplicates=409'], says: 'side.name=value' },
  {
    mistake: 'a switch without a value',
    with: ['--switch', 'crowdstrike.duplicates'],
    says: 'side.name=value',
  },
  { mistake: 'two inputs', with: [ACCOUNT, ACCOUNT], says: 'too many arguments' },
  { mistake: 'an account id that is too short', with: ['44445555666'], says: 'account id of 12 digits' },
  { mistake: 'an account id that is too long', with: ['4444555566667'], says: 'account id of 12 digits' },
  { mistake: 'an account id with dashes', with: ['4444-5555-6666'], says: 'account id of 12 digits' },
  { mistake: 'the name of an account', with: ['Sandbox'], says: '444455556666 or events/manual.json' },
  {
    mistake: 'the ARN of an account',
    with: [`arn:aws:organizations::1:account/o-1/${ACCOUNT}`],
    says: '12 digits',
  },
  { mistake: 'an empty input', with: [''], says: '"" is neither a file' },
  {
    mistake: 'a file that does not exist',
    with: ['events/none.json'],
    says: 'neither a file that can be read',
  },
  { mistake: 'a folder', with: ['events'], says: 'neither a file that can be read' },
  {
    mistake: 'an input as an argument',
    with: [`{"accountId":"${ACCOUNT}"}`],
    says: 'neither a file that can be read',
  },
  { mistake: 'a file that is not JSON', with: ['README.md'], says: 'is not JSON' },
  { mistake: 'an empty file', with: [file('')], says: 'is not JSON' },
  { mistake: 'a file that ends in the middle', with: [file('{"accountId":')], says: 'is not JSON' },
  { mistake: 'a file that holds null', with: [file('null')], says: 'does not hold a JSON object' },
  { mistake: 'a file that holds a list', with: [file('[1]')], says: 'does not hold a JSON object' },
  { mistake: 'a file that holds a text', with: [file(`"${ACCOUNT}"`)], says: 'does not hold a JSON object' },
  { mistake: 'an input without an account', with: [file('{}')], says: 'names no account' },
  { mistake: 'an input of a roll call', with: ['events/roll-call.json'], says: 'npx rollcall roll-call' },
  {
    mistake: 'an event of an account that departs',
    with: ['events/close-account-result.json'],
    says: 'docs/local-world.md offboards it',
  },
  {
    mistake: 'quiet and verbose',
    with: ['--quiet', '--verbose'],
    says: "cannot be used with option '--verbose'",
  },
  {
    mistake: 'a vendor in the environment that is not one',
    with: [],
    variables: { VENDORS: 'cloudcraft,foo' },
    says: 'VENDORS names "foo", which is not a vendor. It is one of cloudcraft, crowdstrike.',
  },
  {
    mistake: 'a vendor in the environment twice',
    with: [],
    variables: { VENDORS: 'cloudcraft,cloudcraft' },
    says: 'VENDORS names "cloudcraft" twice',
  },
  {
    mistake: 'a world without a protocol',
    with: ['--world', 'localhost:4570'],
    says: 'http://127.0.0.1:4570',
  },
  { mistake: 'a world that is a port', with: ['--world', '4570'], says: 'http://127.0.0.1:4570' },
  {
    mistake: 'a world with a path',
    with: ['--world', 'http://127.0.0.1:4570/switches'],
    says: 'without a path',
  },
  { mistake: 'a world that does not run', with: ['--world', 'http://127.0.0.1:9'], says: 'npm run world' },
  {
    mistake: 'a world that is not encrypted',
    with: ['--world', 'https://127.0.0.1:9'],
    says: 'npm run world',
  },
  {
    mistake: 'a world whose option npm took',
    with: ['http://127.0.0.1:4570'],
    says: 'npm start -- --world http',
  },
  {
    mistake: 'a choice that a running world has made',
    with: ['--world', 'http://127.0.0.1:4570', '--family', 'd4c'],
    says: 'give it to npm run world',
  },
  {
    mistake: 'a world that is a page',
    with: ['--world', await server('<h1>It works!</h1>', 200)],
    says: 'start one with "npm run world"',
  },
  { mistake: 'a world that answers 400', with: ['--world', await server('{}', 400)], says: 'npm run world' },
  {
    mistake: 'a world that answers an error',
    with: ['--world', await server('{"error":"Not found"}', 404)],
    says: 'start one with "npm run world"',
  },
  {
    mistake: "a world that is the emulated AWS's URL",
    with: ['--world', (await worldWith(JSON.stringify)).aws],
    says: 'give the URL of its controls',
  },
];

const worldMistakes: Mistake[] = [
  ...sides.map((side) => ({
    mistake: `a port in use for ${side}`,
    with: ports({ [side]: inUse.port }),
    says: `port ${inUse.port} is in use, probably by a world that runs: use it with --world http`,
  })),
  { mistake: 'a port that does not exist', with: ['--aws-port', '65536'], says: 'port number' },
  { mistake: 'a negative port', with: ['--aws-port', '-1'], says: 'port number' },
  { mistake: 'a word for a port', with: ['--control-port', 'http'], says: 'port number' },
  { mistake: 'a port that is missing', with: ['--control-port'], says: 'argument missing' },
  { mistake: 'an account id that is too short', with: ['--account', '1'], says: '12 digits' },
  {
    mistake: 'the management account',
    with: [...ports(), '--account', '111122223333'],
    says: 'choose another with --account',
  },
  { mistake: 'a word for accounts', with: ['--accounts', 'many'], says: 'number from 0 to 10000' },
  { mistake: 'an account without its option', with: [ACCOUNT], says: 'too many arguments' },
  { mistake: 'an option of npm start', with: ['--again'], says: "unknown option '--again'" },
  { mistake: 'an API family that does not exist', with: ['--family', 'd5c'], says: 'd4c, cloud-security' },
];

/** What the workflow refuses, it refuses here too. */
const failures: (Mistake & { error: string })[] = [
  {
    mistake: 'an account that the organization does not have',
    with: [ACCOUNT],
    error: 'AccountNotFoundError',
    says: 'With --create-account, the emulated organization has the account',
  },
  ...[
    {
      mistake: 'an event of a failed creation',
      with: ['events/create-account-failed.json'],
      says: 'expected SUCCEEDED',
    },
    {
      mistake: 'an event of another service',
      with: [file('{"source":"aws.ec2","detail-type":"EC2 Instance State-change Notification","detail":{}}')],
      says: 'with an event as in events/',
    },
    { mistake: 'a short account id in a file', with: [input({ accountId: '123' })], says: 'of 12 digits' },
    {
      mistake: 'an account id that is a number',
      with: [file(`{"accountId":${ACCOUNT}}`)],
      says: 'expected string',
    },
    {
      mistake: 'a misspelt key',
      with: [input({ vendor: 'cloudcraft' })],
      says: 'Unrecognized key: "vendor"',
    },
    { mistake: 'no vendor', with: [input({ vendors: [] })], says: 'vendors' },
    {
      mistake: 'a word for yes',
      with: [input({ adopt: 'yes' })],
      says: 'adopt: Invalid input: expected boolean',
    },
    {
      mistake: 'a vendor that is not enabled',
      with: [input({ vendors: ['cloudstrike'] }), '--create-account'],
      says: '"cloudstrike" is not one of the enabled vendors',
    },
    {
      mistake: 'a vendor that is named twice',
      with: [input({ vendors: ['cloudcraft', 'cloudcraft'] }), '--create-account'],
      says: 'each at most once',
    },
  ].map((failure) => ({ ...failure, error: 'InvalidInputError' })),
  ...[
    {
      mistake: 'a secret that is not JSON',
      with: await withSecret(({ apiKey = '' }) => apiKey),
      says: 'not valid JSON',
    },
    {
      mistake: 'a secret with a byte-order mark',
      with: await withSecret((right) => `\uFEFF${JSON.stringify(right)}`),
      says: 'byte-order mark',
    },
    { mistake: 'an empty secret', with: await withSecret(() => '{}'), says: 'apiKey' },
    {
      mistake: 'a secret with a misspelt field',
      with: await withSecret(({ apiKey, ...right }) => JSON.stringify({ ...right, api_key: apiKey })),
      says: 'has api_key, and may have apiKey only',
    },
    {
      mistake: 'a secret that is cut off',
      with: await withSecret((right) => JSON.stringify({ ...right, apiKey: right['apiKey']?.slice(0, 9) })),
      says: 'apiKey: expected at least 20 visible ASCII characters',
    },
  ].map((failure) => ({ ...failure, error: 'EnrollmentIncompleteError' })),
];

/** One line that says what is wrong and what to do, and nothing else. */
const oneLine = ({ code, stderr }: Ended) => {
  expect(unwrapped(stderr)).toMatch(/^error: [^\n]{10,300}\n$/);
  expect(code).toBe(2);
  return unwrapped(stderr);
};

describe('npm start ends in one line and exit code 2 for', () => {
  it.concurrent.each(startMistakes)('$mistake', async ({ with: parameters, says, variables }) => {
    expect(oneLine(await start(parameters, undefined, variables))).toContain(says);
  });
});

describe('npm run world ends in one line and exit code 2 for', () => {
  it.concurrent.each(worldMistakes)('$mistake', async ({ with: parameters, says }) => {
    expect(oneLine(await ended(world(parameters)))).toContain(says);
  });
});

describe('npm start ends with the error, what to do and exit code 1 for', () => {
  it.concurrent.each(failures)('$mistake', async ({ with: parameters, error, says }) => {
    const { code, stdout, stderr } = await start(parameters);
    const [, verdict = ''] = stdout.split('\nFailed: ');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(verdict.replace(/\s+/g, ' ')).toMatch(new RegExp(`^${error} Tried to .* Next: `));
    expect(verdict.replace(/\s+/g, ' ')).toContain(says);
  });
});

it.concurrent('a world that ends in the middle of an enrollment ends the command in one line', async () => {
  const child = world(ports());
  const controls = await controlsOf(child);
  const failing = ['--world', controls, '--account-not-ready', '600'];
  const end = await start([ACCOUNT, ...failing], (output) => {
    if (output.includes('not ready yet')) child.kill();
  });
  expect(oneLine(end)).toContain(`the world at ${controls} stopped answering`);
});

it.concurrent('whoever stops reading the output ends the command without a word', async () => {
  const command = `set -o pipefail; '${process.execPath}' cli/main.ts | head -n 1`;
  const { code, stdout, stderr } = await ended(spawn('bash', ['-c', command], { cwd: ROOT }));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^A world of its own/);
});
