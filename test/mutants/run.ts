import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
/** All that the tests read. */
const PARTS = [
  ...['lib', 'functions', 'workflows', 'infrastructure', 'local', 'test', 'events', 'docs', 'bench'],
  ...['serverless.yml', 'jest.config.js', 'package.json', 'tsconfig.json', 'README.md', 'CHANGELOG.md'],
];
/** Longest run of the tests for one mutant, in milliseconds; a mutant that makes them hang is noticed as well. */
const PATIENCE = 300_000;

/** A private copy of the project to put mutants into. */
export class Copy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rollcall-mutants-'));

  constructor() {
    for (const part of PARTS.filter((each) => existsSync(join(PROJECT, each))))
      cpSync(join(PROJECT, part), join(this.#folder, part), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules'), join(this.#folder, 'node_modules'));
  }

  /** Whether the tests pass in the copy. */
  async passes(tests: string[]): Promise<boolean> {
    const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
    const child = spawn(
      process.execPath,
      [...jest, '--bail', '--silent', '--runInBand', '--runTestsByPath', ...tests],
      {
        cwd: this.#folder,
        stdio: 'ignore',
        timeout: PATIENCE,
        killSignal: 'SIGKILL',
      },
    );
    return new Promise((resolve, reject) =>
      child.once('error', reject).once('exit', (code) => resolve(code === 0)),
    );
  }

  /** Whether the tests notice the mutant. */
  async notices({ file, from, to, tests }: Mutant): Promise<boolean> {
    const path = join(this.#folder, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
    const passed = await this.passes(tests);
    writeFileSync(path, text);
    return !passed;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** How often a mutant's text occurs in its file. */
export const occurrences = ({ file, from }: Mutant): number =>
  readFileSync(join(PROJECT, file), 'utf8').split(from).length - 1;

/** Whether all its test files are there. */
export const hasTests = ({ tests }: Mutant): boolean =>
  tests.every((test) => existsSync(join(PROJECT, test)));
