import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { listen } from '../../emulators/network/listen.ts';
import { allVendors } from '../../emulators/vendors.ts';
import { ROOT } from '../configuration/sources.ts';
import { ACCOUNT } from '../scene.ts';
import { type Ended, ended, start, world } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** One line that says what is wrong and what to do, and nothing else. */
const oneLine = ({ code, stderr }: Ended) => {
  expect(stderr).toMatch(/^error: [^\n]{10,300}\n$/);
  expect(code).toBe(2);
  return stderr;
};

describe('a mistake on the command line ends in one line and exit code 2:', () => {
  it.each([
    {
      mistake: 'a switch that is misspelt',
      with: ['--switch', 'crowdstrike.duplicate=409'],
      says: 'crowdstrike.duplicates',
    },
    {
      mistake: 'a switch of nobody',
      with: ['--switch', 'asw.accountStatus=absent'],
      says: 'nearest sides are aws',
    },
    {
      mistake: 'a value that a switch has not',
      with: ['--switch', 'crowdstrike.duplicates=5'],
      says: '201|207|400|409',
    },
    { mistake: 'no switch at all', with: ['--switch', 'duplicates'], says: 'side.name=value' },
    { mistake: 'a fault that is misspelt', with: ['--crowdstrike', 'dwon'], says: 'nearest faults are down' },
    { mistake: 'an API family that does not exist', with: ['--family', 'd5c'], says: 'd4c, cloud-security' },
    { mistake: 'no number of seconds', with: ['--account-not-ready', 'soon'], says: 'number of seconds' },
    { mistake: 'an option that does not exist', with: ['--agian'], says: '--again' },
    { mistake: 'two inputs', with: [ACCOUNT, ACCOUNT], says: 'too many arguments' },
    { mistake: 'an account id that is too short', with: ['44445555666'], says: 'account id of 12 digits' },
    { mistake: 'a file that does not exist', with: ['events/none.json'], says: 'cannot be read' },
    { mistake: 'a folder', with: ['events'], says: 'cannot be read' },
    { mistake: 'a file that is not JSON', with: [file('text.json', 'hello')], says: 'is not JSON' },
    { mistake: 'a file that holds null', with: [file('null.json', 'null')], says: 'holds no JSON object' },
    { mistake: 'a file that holds a list', with: [file('list.json', '[1]')], says: 'holds no JSON object' },
    {
      mistake: 'a world without a protocol',
      with: ['--world', 'localhost:4570'],
      says: 'http://127.0.0.1:4570',
    },
    { mistake: 'a world that is no URL', with: ['--world', '4570'], says: 'http://127.0.0.1:4570' },
    {
      mistake: 'a world with a path',
      with: ['--world', 'http://127.0.0.1:4570/switches'],
      says: 'without a path',
    },
    { mistake: 'a world that does not run', with: ['--world', 'http://127.0.0.1:9'], says: 'npm run world' },
  ])('$mistake', async ({ with: parameters, says }) => {
    expect(oneLine(await start(parameters))).toContain(says);
  });

  it.each([
    { answer: 'a page', body: '<h1>It works!</h1>', status: 200 },
    { answer: '400', body: '{}', status: 400 },
    { answer: 'an error', body: '{"error":"Not found"}', status: 404 },
  ])('a world that is another server, which answers $answer', async ({ body, status }) => {
    const app = new Hono<{ Bindings: HttpBindings }>();
    app.all('*', () => new Response(body, { status }));
    const server = await listen(app);
    expect(oneLine(await start(['--world', server.url]))).toContain(
      `at ${server.url}: start one with "npm run world"`,
    );
    await server.close();
  });
});

describe('npm run world', () => {
  const free = ['control', 'aws', ...allVendors().map(({ name }) => name)];

  it.each(free)('names the option that changes a port in use: --%s-port', async (side) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port }: AddressInfo = Object.assign({ address: '', family: '', port: 0 }, taken.address());
    const ports = free.flatMap((each) => [`--${each}-port`, String(each === side ? port : 0)]);
    expect(oneLine(await ended(world(ports)))).toContain(
      `port ${port} is in use: choose another with --${side}-port`,
    );
    taken.close();
  });

  it.each([
    { mistake: 'a port that does not exist', with: ['--aws-port', '65536'], says: 'port number' },
    { mistake: 'an account id that is too short', with: ['--account', '1'], says: '12 digits' },
  ])('takes no $mistake', async ({ with: parameters, says }) => {
    expect(oneLine(await ended(world(parameters)))).toContain(says);
  });

  it('that ends in the middle of an enrollment ends the command in one line', async () => {
    const child = world(free.flatMap((side) => [`--${side}-port`, '0']));
    const controls = await new Promise<string>((resolve) => {
      child.stdout?.on('data', (chunk) => {
        const [, url] = /--world (\S+)/.exec(String(chunk)) ?? [];
        if (url !== undefined) resolve(url);
      });
    });
    const failing = ['--world', controls, '--account-not-ready', '600'];
    const end = await start([ACCOUNT, ...failing], (output) => {
      if (output.includes('AccountNotReadyError')) child.kill();
    });
    expect(oneLine(end)).toContain(`the world at ${controls} stopped answering`);
  });
});

it('whoever stops reading the output ends the command without a word', async () => {
  const command = `set -o pipefail; '${process.execPath}' cli/main.ts | head -n 1`;
  const { code, stdout, stderr } = await ended(spawn('bash', ['-c', command], { cwd: ROOT }));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^A world of its own/);
});
