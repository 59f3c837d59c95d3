import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { type Judged, oneLine } from './mutant.ts';

/** A part of the sources, and the tests that mirror it. */
export interface Part {
  files: string[];
  tests: string;
  /** Whether the tests import the sources; those of functions have them loaded by name. */
  imported: boolean;
}

/**
 * Lets Stryker put its mutants into a part, which its tests are to notice. Texts are left alone: most are for people, and
 * `test/configuration/` holds the names that are not. Test files that cannot even be loaded, Stryker's RuntimeError, notice,
 * too.
 */
export async function codeMutants({ files, tests, imported }: Part): Promise<Judged[]> {
  const { default: jest } = await import(join(PROJECT, 'jest.config.js'));
  const projects = jest.projects.slice(0, 1); // the others would run the same files in real time
  process.env['ROLLCALL_MUTATED'] = 'yes'; // for test/runner.js
  const stryker = new Stryker({
    mutate: files,
    mutator: { excludedMutations: ['StringLiteral'] },
    coverageAnalysis: 'perTest',
    testRunner: 'jest',
    testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning'],
    jest: {
      projectType: 'custom',
      config: { ...jest, projects, testMatch: [`<rootDir>/${tests}`] },
      enableFindRelatedTests: imported,
    },
    tsconfigFile: 'none', // or it reads the project's, through an interface that TypeScript 7 has no longer
    timeoutMS: 10_000,
    maxTestRunnerReuse: 50, // modules that are evaluated anew for each mutant stay in memory
    reporters: ['progress-append-only'],
    warnings: false,
  });
  return (await stryker.runMutationTest())
    .filter(({ status }) => status !== 'Ignored')
    .map(({ fileName, location, replacement, status }) => ({
      file: relative(PROJECT, fileName),
      line: location.start.line,
      from: oneLine(textAt(fileName, location)),
      to: oneLine(replacement),
      noticed: ['Killed', 'Timeout', 'RuntimeError'].includes(status),
    }));
}

type Location = Awaited<ReturnType<Stryker['runMutationTest']>>[number]['location'];

const PROJECT = join(import.meta.dirname, '..', '..');

/** Lines and columns count from one. */
function textAt(file: string, { start, end }: Location): string {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) => (index === last ? line.slice(0, end.column - 1) : line))
    .map((line, index) => (index === 0 ? line.slice(start.column - 1) : line))
    .join('\n');
}
