import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeployment } from '../../emulators/engine/deployment.ts';
import { ACCOUNT } from '../scene.ts';
import { anyPorts, controlsOf, ended, operator, world } from './command.ts';

const OTHER = '555566667777';
const vendors = (readDeployment().environment['VENDORS'] ?? '').split(',');

let child: ChildProcess;
let controls: string;
beforeAll(async () => {
  child = world(anyPorts);
  controls = await controlsOf(child);
  await control('/accounts', 'POST', { id: OTHER, name: 'Payments' });
}, 60_000);
afterAll(() => child.kill());

const control = (path: string, method: string, body?: object) =>
  fetch(controls + path, { method, body: body === undefined ? null : JSON.stringify(body) });

/** Runs `rollcall …`, without npx. */
const rollcall = (...parameters: string[]) => ended(operator(parameters));

/** The same against the world. */
const here = (...parameters: string[]) => rollcall(...parameters, '--world', controls);

describe('rollcall, in a world,', () => {
  it('reports the gaps of a dry run, enrolls, and reports that all is covered', async () => {
    const before = await here('status');
    expect(before).toMatchObject({ code: 0, stderr: '' });
    expect(before.stdout).toContain(`\nnpx rollcall roll-call --dry-run --world ${controls}\n`);
    const dry = await here('roll-call', '--dry-run');
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain('0.0 % of 2 accounts are covered; 2 accounts are not.');
    expect(dry.stdout).toContain(`\nnpx rollcall roll-call --world ${controls}\n`);
    const foreseen = await here('enroll', ACCOUNT, '--dry-run');
    expect(foreseen.code).toBe(0);
    for (const vendor of vendors) expect(foreseen.stdout).toMatch(new RegExp(`${vendor} +would-enroll\n`));
    const one = await here('enroll', ACCOUNT);
    expect(one.code).toBe(0);
    for (const vendor of vendors) expect(one.stdout).toMatch(new RegExp(`${ACCOUNT} +${vendor} +enrolled\n`));
    const all = await here('roll-call', '--depth', 'roles', '--json');
    expect(all.code).toBe(0);
    expect(JSON.parse(all.stdout)).toMatchObject({ depth: 'roles', accounts: { toCover: 2, covered: 2 } });
    const page = join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'report.html');
    const report = await here('report', '--page', page);
    expect(report).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(page, 'utf8')).toContain('<html');
    expect(report.stdout).toMatch(/^All 2 accounts are covered\./);
    expect(report.stdout).toMatch(/\ncovered +2 +2\n/);
    const now = new Date().toISOString();
    expect(await here('report', '--at', now.slice(0, 10))).toMatchObject({ code: 0, stderr: '' });
    const none = await here('report', '--at', '2020-01-01');
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('no report was made until 2020') });
  });

  it('says what failed and what to run again, and what is known of the account', async () => {
    await control('/presets/crowdstrike', 'PUT', { preset: 'forbidden' });
    const failed = await here('enroll', OTHER);
    await control('/heal', 'POST');
    expect(failed.code).toBe(1);
    const again = `npx rollcall enroll ${OTHER} --vendor crowdstrike --world ${controls}`;
    expect(failed.stdout.split('\n')).toEqual(
      expect.arrayContaining([again, `{"accountId":"${OTHER}","vendors":["crowdstrike"]}`]),
    );
    const status = await here('status', OTHER);
    expect(status.code).toBe(1);
    expect(status.stdout).toMatch(new RegExp(`^${OTHER} {2}Payments {2}ACTIVE`));
    expect(status.stdout).toMatch(/\nenroll +FAILED +\d{4}-/);
    const repaired = await rollcall(...again.split(' ').slice(2), '--json');
    expect(repaired.code).toBe(0);
    expect(JSON.parse(repaired.stdout)).toMatchObject({
      enrollments: [{ account: OTHER, outcomes: [{ vendor: 'crowdstrike', outcome: 'enrolled' }] }],
    });
    expect((await here('status', OTHER, '--json')).code).toBe(0);
    await control('/accounts', 'POST', { id: '777788889999' });
    const failedOnes = await here('enroll', '--failed', '--json');
    expect(failedOnes.code).toBe(1); // one that is merely missing stays so
    expect(JSON.parse(failedOnes.stdout)).toMatchObject({ accounts: { toCover: 3, covered: 2 } });
  });

  it('leaves what it started when it is interrupted, and says how to look again', async () => {
    await control('/switches', 'PATCH', { aws: { accountNotReadySeconds: 86_400 } });
    const command = operator(['enroll', ACCOUNT, '--world', controls]);
    command.stderr?.on('data', (said) => String(said).includes('not ready yet') && command.kill('SIGINT'));
    const { code, stderr } = await ended(command);
    await control('/heal', 'POST');
    expect(code).toBe(130);
    expect(stderr).toContain(`${ACCOUNT} goes on. To look again:\nnpx rollcall status --world ${controls}\n`);
    expect((await here('status')).stdout).toMatch(/^running +since\n/);
  });
});

describe('rollcall ends in one line and exit code 2 for', () => {
  it.concurrent.each([
    { mistake: 'a misspelt command', with: ['enrol', ACCOUNT], says: 'Did you mean enroll?' },
    { mistake: 'a misspelt option', with: ['roll-call', '--dryrun'], says: 'Did you mean --dry-run?' },
    { mistake: 'no account', with: ['enroll'], says: 'name the accounts, or give --failed' },
    {
      mistake: 'accounts beside the failed',
      with: ['enroll', ACCOUNT, '--failed'],
      says: 'or give --failed',
    },
    {
      mistake: 'a time without its zone',
      with: ['report', '--at', '2026-11-25T03:00'],
      says: 'with its zone',
    },
    { mistake: 'a short account id', with: ['enroll', '123'], says: 'account id of 12 digits' },
    { mistake: 'a world that is a port', with: ['report', '--world', '4570'], says: 'http://127.0.0.1:4570' },
    {
      mistake: 'a world that does not run',
      with: ['report', '--world', 'http://127.0.0.1:9'],
      says: 'npm run world',
    },
    { mistake: 'a stack without its name', with: ['report', '--stack'], says: 'argument missing' },
    { mistake: 'no credentials', with: ['report'], says: 'sign in, or name a profile with --profile' },
    {
      mistake: 'a misspelt option of the demonstration',
      with: ['demo', '--agian'],
      says: 'Did you mean --again?',
    },
  ])('$mistake', async ({ with: parameters, says }) => {
    const { code, stdout, stderr } = await rollcall(...parameters);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]{10,300}\n$/);
    expect(stderr).toContain(says);
  });

  it('an account that does not exist', async () => {
    const { code, stderr } = await here('status', '999999999999');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "error: You specified an account that doesn't exist.\n",
    });
  });
});
