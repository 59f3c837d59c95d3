import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../test/configuration/sources.ts';
import { COUNTS, type Counts, readCounts } from './counts.ts';
import { generatedFiles } from './parts.ts';

/*
 * npm run docs                            rewrites the generated parts of the documents
 * npm run docs -- --count [suite file…]   runs those reliability suites (all, when none is named) and keeps their counts first
 */
const [option, ...suites] = process.argv.slice(2);
if (option === '--count') count(suites);
else if (option !== undefined) throw new Error(`${option} is not a valid option; the only one is --count`);

for (const [path, after] of generatedFiles()) {
  if (after === readFileSync(`${ROOT}${path}`, 'utf8')) continue;
  writeFileSync(`${ROOT}${path}`, after);
  process.stdout.write(`rewrote ${path}\n`);
}

/** Each suite writes a file of its own, as Jest runs them in parallel. */
function count(names: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'counts-'));
  const paths = names.length === 0 ? ['test/reliability'] : names.map((name) => `test/reliability/${name}`);
  const { status } = spawnSync('npm', ['run', 'test:reliability', '--', ...paths], {
    cwd: ROOT,
    env: { ...process.env, COUNTS_FOLDER: folder },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the suites failed, so their counts are not kept');
  const counted = globSync('*.json', { cwd: folder }).map((file) => readCounts(join(folder, file)));
  rmSync(folder, { recursive: true });
  const all: Counts = Object.assign({}, readCounts(COUNTS), ...counted);
  const sorted = Object.entries(all).sort(([one], [other]) => one.localeCompare(other));
  writeFileSync(COUNTS, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}
