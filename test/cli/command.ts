import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../configuration/sources.ts';

/** What a command printed, and how it ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** What stderr has, with each message in one line; it has to fit 80 columns, but for words and commands to copy. */
export function unwrapped(stderr: string): string {
  const long = stderr.split('\n').filter((line) => line.length > 80 && /^ *\S+ (?!.*")/.test(line));
  assert.deepEqual(long, []);
  return stderr.replace(/\n {2}(?![ …✔✘])/g, ' ');
}

/** What was compiled is kept for the next run, beside what Jest keeps. */
const NODE_COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'rollcall-compiled');

/** No credentials of whoever runs the tests, and no file of them. */
const operatorEnv = {
  ...{ PATH: process.env['PATH'], TMPDIR: tmpdir(), NODE_COMPILE_CACHE },
  ...{ HOME: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true', NO_COLOR: '1' },
};

/** The program of a command, without npm or npx. */
type Program = 'main.ts' | 'rollcall.ts' | 'world-main.ts';

/** Runs `npm start -- …`, `npx rollcall …` or `npm run world -- …`. @param variables further ones of its environment */
export const program = (
  name: Program,
  parameters: string[],
  variables: Record<string, string> = {},
): ChildProcess =>
  spawn(process.execPath, [join('cli', name), ...parameters], {
    ...{ cwd: ROOT, env: { ...operatorEnv, ...variables } },
  });

/** Runs `rollcall …` at a terminal, which shows both outputs as one. @param answers what is typed when a text is shown */
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

/** What became of a command. @param onOutput gets what it prints on stdout, as it comes */
export async function ended(child: ChildProcess, onOutput?: (output: string) => void): Promise<Ended> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the command has no output');
  if (onOutput !== undefined) stdout.on('data', (chunk) => onOutput(String(chunk)));
  const over = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, printed, errors] = await Promise.all([over, text(stdout), text(stderr)]);
  return { code, stdout: printed, stderr: errors };
}
