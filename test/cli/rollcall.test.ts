import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as z from 'zod';
import { Output } from '../../cli/commands/output.ts';
import { readDeployment } from '../../emulators/engine/deployment.ts';
import { ACCOUNT } from '../scene.ts';
import {
  anyPorts,
  atTerminal,
  controlsOf,
  type Ended,
  ended,
  operator,
  unwrapped,
  world,
} from './command.ts';

const OTHER = '555566667777';
const vendors = (readDeployment().environment['VENDORS'] ?? '').split(',');

let child: ChildProcess;
let controls: string;
beforeAll(async () => {
  child = world(anyPorts);
  controls = await controlsOf(child);
  await control('/accounts', 'POST', { id: OTHER, name: 'Payments' });
});
afterAll(() => child.kill());

const control = (path: string, method: string, body?: object) =>
  fetch(controls + path, { method, body: body === undefined ? null : JSON.stringify(body) });

/** Runs `rollcall …`, without npx. */
const rollcall = (...parameters: string[]) => ended(operator(parameters));

/** The same against the world. */
const here = (...parameters: string[]) => rollcall(...parameters, '--world', controls);

/** What a command printed with --json, which has the documented form and nothing else. */
function documented<Schema extends z.ZodType>(form: Schema, { stdout }: Ended): z.infer<Schema> {
  const printed: unknown = JSON.parse(stdout);
  const read = form.parse(printed);
  expect(read).toEqual(printed);
  return read;
}

describe('rollcall, in a world,', () => {
  it('shows the version of the stack beside that of the checkout', async () => {
    const { code, stdout } = await here('version');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^this checkout +(\d+\.\d+\.\d+)(?:\+unreleased)?\nrollcall-local +\1$/m),
    ]);
  });

  it('reports the gaps of a dry run, enrolls, and reports that all is covered', async () => {
    const before = await here('status');
    expect(before).toMatchObject({ code: 0, stderr: '' });
    expect(before.stdout).toContain(`\nnpx rollcall roll-call --dry-run --world ${controls}\n`);
    const dry = await here('roll-call', '--dry-run');
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain(`\nnpx rollcall report --open --world ${controls}\n`);
    expect(dry.stdout).toContain('0.0 % of 2 accounts are covered; 2 accounts are not.');
    expect(dry.stdout).toContain(`\nnpx rollcall roll-call --world ${controls}\n`);
    const foreseen = await here('enroll', ACCOUNT, '--dry-run');
    expect(foreseen.code).toBe(0);
    for (const vendor of vendors)
      expect(foreseen.stdout).toMatch(new RegExp(`${vendor} +would-enroll +would create the role; `));
    const one = await here('enroll', ACCOUNT);
    expect(one.code).toBe(0);
    for (const vendor of vendors) expect(one.stdout).toMatch(new RegExp(`${ACCOUNT} +${vendor} +enrolled `));
    const nothing = await here('enroll', ACCOUNT, '--dry-run', '--json');
    const { enrollments } = documented(Output.shape.enroll, nothing);
    for (const { role, decisions } of enrollments[0]?.outcomes ?? [])
      expect({ change: role?.change, decisions }).toEqual({
        ...{ change: 'unchanged', decisions: ['already registered'] },
      });
    const asked = await atTerminal(['roll-call', '--world', controls], { '[y/N]': 'n\n' });
    expect(asked).toMatchObject({ code: 2, stdout: expect.stringContaining('nothing was changed') });
    expect(asked.stdout).toMatch(/✔ roll call {2}SUCCEEDED/);
    expect(asked.stdout).toContain('Enroll 1 account, with 2 roles and registrations? [y/N]');
    const all = await here('roll-call', '--depth', 'roles', '--json', '--yes', '--quiet');
    expect(all).toMatchObject({ code: 0, stderr: '' });
    expect(documented(Output.shape['roll-call'], all)).toMatchObject({
      ...{ depth: 'roles', accounts: { toCover: 2, covered: 2 } },
    });
    const page = join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'report.html');
    const report = await here('report', '--page', page);
    expect(report).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(page, 'utf8')).toContain('<html');
    expect(report.stdout).toMatch(/^All 2 accounts are covered\./);
    expect(report.stdout).toMatch(/\ncovered +2 +2\n/);
    const now = new Date().toISOString();
    const opened = await here('report', '--open', '--at', now.slice(0, 10));
    const [, file = ''] = /\nThe page: (.*)\n/.exec(opened.stdout) ?? [];
    expect(opened.code).toBe(0);
    expect(unwrapped(opened.stderr)).toBe(`There is no desktop here to open ${file}\n`);
    expect(readFileSync(file, 'utf8')).toContain('<html');
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
    expect(status.stdout).toMatch(new RegExp(`^${OTHER} {2}Payments {2}ACTIVE, joined 20`));
    expect(status.stdout).toMatch(
      /\nenroll +\d{4}-\S+ +\d+ seconds? ago +FAILED\s+EnrollmentIncompleteError\n/,
    );
    expect(status.stdout.split('\n').filter((line) => line.length > 80 && !/^(npx|{)/.test(line))).toEqual(
      [],
    );
    const repaired = await rollcall(...again.split(' ').slice(2), '--json');
    expect(repaired.code).toBe(0);
    expect(JSON.parse(repaired.stdout)).toMatchObject({
      enrollments: [{ account: OTHER, outcomes: [{ vendor: 'crowdstrike', outcome: 'enrolled' }] }],
    });
    const well = await here('status', OTHER, '--json');
    expect(well.code).toBe(0);
    expect(documented(Output.shape['status <account>'], well)).toMatchObject({
      ...{ account: { Id: OTHER }, executions: [{ status: 'SUCCEEDED' }, { status: 'FAILED' }, {}] },
    });
    await control('/accounts', 'POST', { id: '777788889999' });
    const failedOnes = await here('enroll', '--failed', '--json', '--yes');
    expect(failedOnes.code).toBe(0); // one that is merely missing stays so
    expect(JSON.parse(failedOnes.stdout)).toMatchObject({ accounts: { toCover: 3, covered: 2 } });
  });

  it.each([
    { command: ['enroll'], other: / enrolled\b/g, found: vendors.length },
    { command: ['offboard', '--dry-run'], other: / role \w/g, found: vendors.length },
  ])(
    'reports each account of $command, also when it loses sight of one',
    async ({ command, other, found }) => {
      const answer = {
        status: 400,
        body: JSON.stringify({ __type: 'AccessDeniedException', message: 'no' }),
      };
      await control('/faults', 'PUT', [{ to: 'aws', call: 'states:DescribeExecution', times: 1, answer }]);
      const { code, stdout } = await here(...command, ACCOUNT, OTHER);
      expect(code).toBe(1);
      expect(stdout.match(other)).toHaveLength(found);
      expect(stdout).toMatch(/(^|\n)\d{12} +UNKNOWN\n/);
      expect(stdout.replace(/\s+/g, ' ')).toMatch(/To look again: npx rollcall status \d{12} --world/);
    },
  );

  it('leaves what it started when it is interrupted, and says how to look again', async () => {
    await control('/switches', 'PATCH', { aws: { accountNotReadySeconds: 86_400 } });
    const command = operator(['enroll', ACCOUNT, '--world', controls]);
    command.stderr?.on('data', (said) => String(said).includes('not ready yet') && command.kill('SIGINT'));
    const { code, stderr } = await ended(command);
    await control('/heal', 'POST');
    expect(code).toBe(130);
    expect(stderr).toContain(
      `${ACCOUNT} goes on. To look again:\nnpx rollcall status ${ACCOUNT} --world ${controls}\n`,
    );
    expect((await here('status')).stdout).toMatch(
      new RegExp(`^running +account +began\\nenroll +${ACCOUNT} `),
    );
  });
});

it('rollcall of a process of its own ends in one line and exit code 2', async () => {
  for (const parameters of [['enrol'], ['demo', '--agian'], ['status', '--world', 'http://127.0.0.1:9']]) {
    const { code, stdout, stderr } = await rollcall(...parameters);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(unwrapped(stderr)).toMatch(/^error: [^\n]{10,300}\n$/);
  }
});
