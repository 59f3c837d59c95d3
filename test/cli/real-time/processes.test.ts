import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { start as npmStart } from '../../../cli/start.ts';
import { savedWorld } from '../../../emulators/saved-world.ts';
import { vendorNames } from '../../../emulators/vendors.ts';
import { ACCOUNT } from '../../scene.ts';
import { atTerminal, ended, program, unwrapped } from '../command.ts';
import { inProcess } from '../in-process.ts';

const OTHER = '555566667777';
const LATER = '666677778888';
const SANDBOXES = 'ou-exam-sandboxes';

const file = join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'world.json');
const anyPorts = ['control', 'aws', ...vendorNames()].flatMap((side) => [`--${side}-port`, '0']);

let world: ChildProcess;
let printed: string;
let controls: string;
let ends: Promise<unknown>;

/** Starts the world of the file, and reads what it prints. */
async function start(): Promise<void> {
  world = program('world-main.ts', [...anyPorts, '--state', file, '--accounts', '4']);
  ends = once(world, 'exit');
  printed = '';
  controls = await new Promise((resolve) => {
    world.stdout?.on('data', (chunk) => {
      printed += String(chunk);
      const [, url] = /--world (\S+)\n/.exec(printed) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
}

/** Ends it, unless it has ended. */
async function stop(signal: NodeJS.Signals): Promise<void> {
  world.kill(signal);
  await ends;
}

const control = (path: string, method: string, body?: object) =>
  fetch(controls + path, { method, body: body === undefined ? null : JSON.stringify(body) });

/** What everybody holds of an account. */
const held = async (account: string) => (await control(`/accounts/${account}`, 'GET')).text();

/** What the controls give an operator's shell of the vendors. */
const secrets = async () =>
  (await (await control('/environment', 'GET')).text()).match(/^export (API_KEY|FALCON_CLIENT_\w+)=.*$/gm);

describe('npm run world', () => {
  let first: Awaited<ReturnType<typeof secrets>>;

  beforeAll(async () => {
    await start();
    first = await secrets();
  });
  afterAll(() => stop('SIGKILL'));

  it('has its accounts in units', () => {
    expect(printed.replace(/\s+/g, ' ')).toContain('5 accounts beside the management account, in the units');
    expect(printed).not.toContain('Ignored');
  });

  it('lets npm start find an account ready when the time until then was skipped', async () => {
    await control('/switches', 'PATCH', { aws: { accountNotReadySeconds: 600, subscription: 'pending' } });
    expect((await control('/skip', 'POST', { seconds: -1 })).status).toBe(400);
    await control('/skip', 'POST', { seconds: 600 });
    const { code, stdout } = await inProcess([ACCOUNT, '--world', controls], { run: npmStart });
    expect({ code, isWaiting: stdout.includes('account not ready yet') }).toEqual({
      code: 0,
      isWaiting: false,
    });
  });

  it('lets rollcall end with 1 for what failed, at 80 columns', async () => {
    // Without --quiet it says after two seconds what it still checks, which a busy machine may need.
    const doctor = program('rollcall.ts', ['doctor', '--quiet', '--world', controls]);
    const { code, stdout, stderr } = await ended(doctor);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/\n✘ notices {2,}on-call@example\.com has not confirmed/);
    expect(stdout.split('\n').filter((line) => line.length > 80 && !/^(aws|npx) /.test(line))).toEqual([]);
  });

  it.each([
    { what: 'changes nothing when it is interrupted at its question', typed: '\x03', code: 130 },
    { what: 'offboards the account whose id is typed', typed: `${ACCOUNT}\n`, code: 0 },
  ])('lets rollcall at a terminal: $what', async ({ typed, code }) => {
    const before = await held(ACCOUNT);
    const end = await atTerminal(['offboard', ACCOUNT, '--world', controls], { ', type ': typed });
    expect(end.code).toBe(code);
    expect((await held(ACCOUNT)) === before).toBe(code === 130);
  });

  it('leaves what rollcall started when that is interrupted, which says how to look again', async () => {
    await control('/accounts', 'POST', { id: OTHER });
    await control('/switches', 'PATCH', { aws: { accountNotReadySeconds: 86_400 } });
    const command = program('rollcall.ts', ['enroll', OTHER, '--world', controls]);
    command.stderr?.on('data', (said) => String(said).includes('not ready yet') && command.kill('SIGINT'));
    const { code, stderr } = await ended(command);
    expect(code).toBe(130);
    const again = `npx rollcall status ${OTHER} --world ${controls}`;
    expect(stderr).toContain(`${OTHER} goes on. To look again:\n${again}\n`);
    const { stdout } = await inProcess(['status', '--world', controls]);
    expect(stdout).toMatch(new RegExp(`^running +account +began\\nenroll +${OTHER} `));
  });

  it('ends npm start in one line when it stops in the middle of an enrollment', async () => {
    const { code, stderr } = await ended(
      program('main.ts', [OTHER, '--world', controls]),
      (output) => output.includes('not ready yet') && world.kill('SIGTERM'),
    );
    expect({ code, stderr: unwrapped(stderr) }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^error: the world at \S+ stopped answering [^\n]+\n$/),
    });
  });

  it('prints nothing of its functions, goes on after a stop, and says which options it ignores', async () => {
    await stop('SIGTERM');
    expect(printed).not.toContain('"level"');
    await start();
    expect(printed.replace(/\s+/g, ' ')).toContain('Ignored, as only a new world takes it: --accounts.');
    expect(await secrets()).toEqual(first);
    const kept = [...(savedWorld(file)?.aws.accounts.values() ?? [])];
    const sandboxes = kept.filter(({ membership }) => membership?.units.includes(SANDBOXES));
    expect([sandboxes.length, kept.some(({ id }) => id === OTHER)]).toEqual([1, true]);
  });

  it('is kept also when it is killed', async () => {
    await control('/accounts', 'POST', { id: LATER });
    while (!readFileSync(file, 'utf8').includes(LATER)) await sleep(100);
    await stop('SIGKILL');
    expect(savedWorld(file)?.aws.accounts.has(LATER)).toBe(true);
  });
});

it('rollcall ends in one line and exit code 2 where there is no world', async () => {
  const { code, stdout, stderr } = await ended(
    program('rollcall.ts', ['status', '--world', 'http://127.0.0.1:9']),
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(unwrapped(stderr)).toMatch(/^error: [^\n]{10,300}\n$/);
});

it('npm start takes the vendors of the shell, and ends with 1 when an enrollment failed', async () => {
  const parameters = ['events/create-account-succeeded.json', '--crowdstrike', 'forbidden'];
  const { code, stdout } = await ended(program('main.ts', parameters, { VENDORS: 'crowdstrike' }));
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /\nFailed: EnrollmentIncompleteError\s+Tried to enroll account \d+ \(\S+\) with crowdstrike in/,
  );
});

it('whoever stops reading the output of npm start ends it without a word', async () => {
  const child = program('main.ts', ['events/create-account-failed.json']);
  child.stdout?.destroy();
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  const [code] = await once(child, 'close');
  expect({ code, said }).toEqual({ code: 0, said: '' });
});
