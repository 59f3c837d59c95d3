import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Judged, oneLine } from './mutant.ts';

/** A fault that Stryker does not put in. */
export interface Fault {
  file: string;
  /** What is changed, and into what, for people. */
  from: string;
  to: string;
  /** The whole file with the fault in it. */
  text: string;
  /** The test files that are to notice it, one after the other. */
  tests: string[];
}

/** Tries faults in private copies of the project, as many at once as there are cores. */
export async function tryFaults(faults: Fault[]): Promise<Judged[]> {
  const waiting = [...faults];
  const judged: Judged[] = [];
  const work = async (copy: Copy) => {
    for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
      const { file, from, to } = fault;
      judged.push({ file, from: oneLine(from), to: oneLine(to), noticed: await copy.notices(fault) });
      console.log(`${judged.length}/${faults.length} faults tried (${file})`);
    }
  };
  const copies = faults.slice(0, availableParallelism()).map(() => new Copy());
  const remove = () => {
    for (const copy of copies) copy.remove();
  };
  process.once('exit', remove);
  console.log(`${faults.length} faults to try; first the tests without any`);
  const tests = [...new Set(faults.flatMap((fault) => fault.tests))];
  if (copies[0] !== undefined && !(await copies[0].passes(tests)))
    throw new Error('the tests do not pass before anything is changed, so they prove nothing');
  await Promise.all(copies.map(work));
  remove();
  return judged;
}

const PROJECT = join(import.meta.dirname, '..', '..');
/** All that the tests read. */
const PARTS = [
  ...[
    'lib',
    'functions',
    'workflows',
    'infrastructure',
    'cli',
    'emulators',
    'test',
    'events',
    'docs',
    'bench',
  ],
  ...['serverless.yml', 'jest.config.js', 'jest.reliability.config.js', 'package.json', 'tsconfig.json'],
];
/** Longest run of a test file, in milliseconds; one that makes them hang is noticed as well. */
const PATIENCE = 300_000;

class Copy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rollcall-mutants-'));

  constructor() {
    for (const part of PARTS) cpSync(join(PROJECT, part), join(this.#folder, part), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules'), join(this.#folder, 'node_modules'));
  }

  /** Whether the test files pass in the copy, one after the other, up to the first that does not. */
  async passes(tests: string[]): Promise<boolean> {
    for (const test of tests) if (!(await this.#passes(test))) return false;
    return true;
  }

  #passes(test: string): Promise<boolean> {
    const config = test.includes('/reliability/') ? 'jest.reliability.config.js' : 'jest.config.js';
    const jest = ['--no-warnings', 'node_modules/jest/bin/jest.js', '-c', config];
    const child = spawn(
      process.execPath,
      [...jest, '--bail', '--silent', '--runInBand', '--runTestsByPath', test],
      { cwd: this.#folder, stdio: 'ignore', timeout: PATIENCE, killSignal: 'SIGKILL' },
    );
    return new Promise((resolve, reject) =>
      child.once('error', reject).once('exit', (code) => resolve(code === 0)),
    );
  }

  async notices({ file, text, tests }: Fault): Promise<boolean> {
    const path = join(this.#folder, file);
    const right = readFileSync(path, 'utf8');
    writeFileSync(path, text);
    const passed = await this.passes(tests);
    writeFileSync(path, right);
    return !passed;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
