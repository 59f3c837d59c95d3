import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, type Workspace } from './workspace.ts';

/** The test cannot be made on this machine, which says nothing about the project. */
export class CannotTestError extends Error {
  override readonly name = 'CannotTestError';
}

const EMULATORS = join(import.meta.dirname, 'requirements.txt');

/** What ministack and moto ask for. */
const OLDEST = '(3, 10)';

/**
 * Python programs in a virtual environment of their own, made once for each content of `requirements.txt`.
 *
 * @param requirements the path of that file; the one of the emulators when left out
 * @returns the folder of its programs
 * @throws {CannotTestError} no Python, one that is too old, or no way to the package index
 */
export async function pythonPrograms(workspace: Workspace, requirements = EMULATORS): Promise<string> {
  await workspace
    .run(python(workspace, '-c', `import sys; sys.exit(sys.version_info < ${OLDEST})`))
    .catch(() => {
      throw new CannotTestError('Python 3.10 or newer is needed, and `python3` is not one.');
    });
  const id = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const environment = join(PROJECT, 'node_modules', '.cache', `python-${id}`);
  if (!existsSync(join(environment, 'complete'))) await make(workspace, environment, requirements);
  return join(environment, 'bin');
}

async function make(workspace: Workspace, environment: string, requirements: string): Promise<void> {
  rmSync(environment, { recursive: true, force: true });
  await workspace.run(python(workspace, '-m', 'venv', environment)).catch((error: Error) => {
    throw new CannotTestError(
      `Python cannot make a virtual environment (on Debian: apt install python3-venv). ${error.message}`,
    );
  });
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];
  const inside = {
    ...python(workspace, ...pip, '--requirement', requirements),
    command: join(environment, 'bin', 'python'),
  };
  await workspace.run(inside).catch((error: Error) => {
    throw new CannotTestError(
      `${requirements} cannot be installed from the Python package index. ${error.message}`,
    );
  });
  writeFileSync(join(environment, 'complete'), '');
}

/** With the user's own environment and home: they may name a proxy, or a mirror of the package index. */
const python = ({ env: { PATH = '' } }: Workspace, ...args: string[]) => ({
  command: 'python3',
  args,
  env: {
    ...Object.fromEntries(Object.entries(process.env).map(([name, value = '']) => [name, value])),
    PATH,
  },
});
