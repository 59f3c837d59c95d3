import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from './until.ts';

/** How a program is started: in the project's folder, with these variables and no others. */
export interface Program {
  command: string;
  args: string[];
  env: Record<string, string>;
}

/** The project's folder. */
export const PROJECT = join(import.meta.dirname, '..', '..');

/**
 * A temporary folder and the programs that run in it. Both are gone when this process ends, however it ends: the
 * programs are killed with all that they started.
 */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'rollcall-deployed-'));
  readonly #running = new Set<ChildProcess>();
  #started = 0;

  constructor() {
    process.once('exit', () => this.#clear());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => process.exit(130));
  }

  /** What every program finds in its environment: this Node before all others, and no home with somebody's credentials. */
  get env(): Record<string, string> {
    const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
    return { PATH: path, HOME: this.folder, TMPDIR: this.folder, LANG: 'C.UTF-8' };
  }

  /** Runs a program to its end. Throws with the end of its output when it fails. */
  async run(program: Program): Promise<void> {
    const { child, log } = this.#spawn(program);
    const [code, signal] = await ended(child);
    if (code !== 0) throw new Error(`${line(program)} ended with ${code ?? signal}:\n${tail(log)}`);
  }

  /** Starts a server, and waits until it answers at `url`. Throws with its output when it ends or does not answer. */
  async start(program: Program, url: string): Promise<void> {
    const { child, log } = this.#spawn(program);
    const answer = () => {
      if (child.exitCode !== null) throw new Error(`${line(program)} ended:\n${tail(log)}`);
      return fetch(url).then(
        ({ ok }) => ok || undefined,
        () => undefined,
      );
    };
    await until(`${line(program)} answers`, 60, answer);
  }

  #spawn(program: Program): { child: ChildProcess; log: string } {
    this.#started += 1;
    const log = join(this.folder, `${this.#started}.log`);
    const output = openSync(log, 'w');
    const { command, args, env } = program;
    const child = spawn(command, args, {
      cwd: PROJECT,
      env,
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return { child, log };
  }

  #clear(): void {
    for (const { pid } of this.#running) kill(pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

const ended = (child: ChildProcess) =>
  new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve([code, signal]));
  });

/** A detached child leads a process group that has its id. */
function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself just now.
  }
}

const line = ({ command, args }: Program) => [command.replace(/.*\//, ''), ...args].join(' ').slice(0, 80);

const tail = (log: string) => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-25).join('\n');
