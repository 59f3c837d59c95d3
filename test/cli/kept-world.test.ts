import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT } from '../scene.ts';
import { anyPorts, controlsOf, ended, operator, unwrapped, world } from './command.ts';

const OTHER = '555566667777';
const file = join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'world.json');

let child: ChildProcess | undefined;
afterEach(() => stop('SIGKILL'));

/** Starts the world of the file. Gives its controls, and what it has as an operator's shell finds it. */
async function running() {
  child = world([...anyPorts, '--state', file]);
  const controls = await controlsOf(child);
  const environment = await (await fetch(`${controls}/environment`)).text();
  return { controls, vendors: environment.match(/^export (API_KEY|FALCON_CLIENT_\w+)=.*$/gm) };
}

const rollcall = (controls: string, ...parameters: string[]) =>
  ended(operator([...parameters, '--world', controls]));

async function stop(signal: NodeJS.Signals): Promise<void> {
  const exit = child && once(child, 'exit');
  child?.kill(signal);
  child = undefined;
  await exit;
}

it('npm run world -- --state goes on after a stop, and after it was killed', async () => {
  const first = await running();
  await fetch(`${first.controls}/accounts`, { method: 'POST', body: JSON.stringify({ id: OTHER }) });
  const switches = JSON.stringify({ aws: { accountNotReadySeconds: 0, roleNotAssumableSeconds: 0 } });
  await fetch(`${first.controls}/switches`, { method: 'PATCH', body: switches });
  expect((await rollcall(first.controls, 'enroll', ACCOUNT, OTHER)).code).toBe(0);
  expect((await rollcall(first.controls, 'roll-call', '--dry-run')).code).toBe(0);
  await stop('SIGTERM');

  const second = await running();
  expect(second.vendors).toEqual(first.vendors);
  const report = await rollcall(second.controls, 'report', '--json');
  expect(JSON.parse(report.stdout)).toMatchObject({ accounts: { toCover: 2, covered: 2 } });
  const status = await rollcall(second.controls, 'status', OTHER, '--json');
  expect(JSON.parse(status.stdout)).toMatchObject({ executions: [{ status: 'SUCCEEDED' }] });
  await fetch(`${second.controls}/accounts`, {
    method: 'POST',
    body: JSON.stringify({ id: '666677778888' }),
  });
  while (!readFileSync(file, 'utf8').includes('666677778888')) await sleep(100);
  await stop('SIGKILL');

  const third = await running();
  const gap = await rollcall(third.controls, 'roll-call', '--dry-run', '--json');
  expect(JSON.parse(gap.stdout)).toMatchObject({ accounts: { toCover: 3, covered: 2 } });
});

it('npm run world -- --accounts has its accounts in units, and says when a kept world does not take them', async () => {
  const kept = join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'world.json');
  const parameters = [...anyPorts, '--state', kept, '--accounts', '4'];
  child = world(parameters);
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += String(chunk);
  });
  const controls = await controlsOf(child);
  expect(printed).toMatch(/5\s+accounts\s+beside\s+the\s+management\s+account/);
  expect(printed).not.toContain('Ignored');
  const report = await rollcall(
    controls,
    'roll-call',
    '--dry-run',
    '--include',
    'ou-exam-sandboxes',
    '--json',
  );
  expect(JSON.parse(report.stdout)).toMatchObject({ accounts: { toCover: 1 } });
  await stop('SIGTERM');
  expect(printed).not.toContain('"level"');

  child = world(parameters);
  child.stdout?.on('data', (chunk) => {
    printed += String(chunk);
  });
  await controlsOf(child);
  expect(printed.replace(/\s+/g, ' ')).toContain('Ignored, as only a new world takes it: --accounts.');
});

it('a file that holds something else ends npm run world in one line, and stays as it was', async () => {
  writeFileSync(file, '{"accounts":[]}');
  const { code, stdout, stderr } = await ended(world([...anyPorts, '--state', file]));
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(unwrapped(stderr)).toMatch(/^error: "\S+" does not hold the state of a world: [^\n]+\n$/);
  expect(readFileSync(file, 'utf8')).toBe('{"accounts":[]}');
});

it('a file that cannot be written ends npm run world in one line', async () => {
  const { code, stderr } = await ended(world([...anyPorts, '--state', '/nowhere/world.json']));
  expect({ code, stderr: unwrapped(stderr) }).toEqual({
    code: 2,
    stderr:
      'error: the world cannot be written to /nowhere/world.json: its folder does not exist; make it, or name a file elsewhere with --state\n',
  });
});
