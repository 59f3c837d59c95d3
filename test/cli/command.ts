import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { allVendors } from '../../emulators/vendors.ts';
import { ROOT } from '../configuration/sources.ts';

/** What a command printed, and how it ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** What was compiled is kept during the run, so that further commands start in half the time. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'rollcall-compiled') };

/** What stderr has, with each message in one line; it has to fit 80 columns, but for words and commands to copy. */
export function unwrapped(stderr: string): string {
  const long = stderr.split('\n').filter((line) => line.length > 80 && /^ *\S+ (?!.*")/.test(line));
  assert.deepEqual(long, []);
  return stderr.replace(/\n {2}(?![ …✔✘])/g, ' ');
}

/** Runs `npm start -- …`, without npm. @param onOutput gets what is printed, as it comes */
export const start = (
  parameters: string[],
  onOutput?: (output: string) => void,
  variables: Record<string, string> = {},
): Promise<Ended> =>
  ended(
    spawn(process.execPath, ['cli/main.ts', ...parameters], { cwd: ROOT, env: { ...env, ...variables } }),
    onOutput,
  );

/** Runs `npm run world -- …`, without npm. */
export const world = (parameters: string[]): ChildProcess =>
  spawn(process.execPath, ['cli/world-main.ts', ...parameters], { cwd: ROOT, env });

/** What a world is started with, that it does not meet another one. */
export const anyPorts = ['control', 'aws', ...allVendors().map(({ name }) => name)].flatMap((side) => [
  ...[`--${side}-port`, '0'],
]);

/** No credentials of whoever runs the tests, and no file of them. */
const operatorEnv = {
  ...{ PATH: process.env['PATH'], TMPDIR: tmpdir(), NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE },
  ...{ HOME: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true', NO_COLOR: '1' },
};

/** Runs `rollcall …`, without npx. @param variables further ones of its environment */
export const operator = (parameters: string[], variables: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, ['cli/rollcall.ts', ...parameters], {
    ...{ cwd: ROOT, env: { ...operatorEnv, ...variables } },
  });

/** The same at a terminal, which shows both outputs as one. @param answers what is typed when a text is shown */
export async function atTerminal(
  parameters: string[],
  answers: Record<string, string>,
  variables: Record<string, string> = {},
): Promise<Ended> {
  const command = `stty cols 80 rows 24; ${process.execPath} cli/rollcall.ts ${parameters.join(' ')}`;
  const env = { ...operatorEnv, ...variables };
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: ROOT, env });
  return ended(child, (output) => {
    for (const [text, typed] of Object.entries(answers)) if (output.includes(text)) child.stdin.write(typed);
  });
}

/** The URL of the controls of a world that was started; it runs until the child is killed. */
export const controlsOf = ({ stdout }: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    stdout?.on('data', (chunk) => {
      const [, url] = /--world (\S+)/.exec(String(chunk)) ?? [];
      if (url !== undefined) resolve(url);
    });
  });

/** What became of a command. */
export async function ended(child: ChildProcess, onOutput?: (output: string) => void): Promise<Ended> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the command has no output');
  if (onOutput !== undefined) stdout.on('data', (chunk) => onOutput(String(chunk)));
  const over = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, printed, errors] = await Promise.all([over, text(stdout), text(stderr)]);
  return { code, stdout: printed, stderr: errors };
}
