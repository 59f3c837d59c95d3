import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sources } from './sources.ts';

describe('importing every function', () => {
  const program = fileURLToPath(new URL('./import-probe.ts', import.meta.url));
  const args = ['--disable-warning=ExperimentalWarning', program];
  const probe = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env: {} }));

  it('builds no client and no logger, and reads nothing of the environment', () => {
    expect(probe.functions).toBe(sources('functions').length);
    expect(probe.atImport).toEqual({ built: {}, reads: [] });
  });

  it('leaves that to the first use, which the same probe notices', () => {
    expect(probe.onUse.built).toEqual({ Client: 2 });
    expect(probe.onUse.reads).toEqual(expect.arrayContaining(['VENDORS', 'SECRET_PREFIX']));
  });
});
