import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { Output } from '../../cli/commands/output.ts';
import { awsFault } from '../../emulators/aws/fault.ts';
import { ACCOUNT } from '../scene.ts';
import { type Ended, unwrapped } from './command.ts';
import { inProcess } from './in-process.ts';
import { operated, vendors } from './operated.ts';

const OTHER = '555566667777';
const { world, engine, controls, faulty, refusing, rollcall, typing } = await operated([ACCOUNT]);
world.aws.createAccount({ id: OTHER, name: 'Payments' });

/** What a command printed with --json, which has the documented form and nothing else. */
function documented<Schema extends v.GenericSchema>(form: Schema, { stdout }: Ended): v.InferOutput<Schema> {
  const printed: unknown = JSON.parse(stdout);
  const read = v.parse(form, printed);
  expect(read).toEqual(printed);
  return read;
}

describe('rollcall, in a world,', () => {
  it('shows the version of the stack beside that of the checkout', async () => {
    const { code, stdout } = await rollcall('version');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^this checkout +(\d+\.\d+\.\d+)(?:\+unreleased)?\nrollcall-local +\1$/m),
    ]);
  });

  it('reports the gaps of a dry run, enrolls, and reports that all is covered', async () => {
    const before = await rollcall('status');
    expect(before).toMatchObject({ code: 0, stderr: '' });
    expect(before.stdout).toContain(`\nnpx rollcall roll-call --dry-run --world ${controls}\n`);
    const dry = await rollcall('roll-call', '--dry-run');
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain(`\nnpx rollcall report --open --world ${controls}\n`);
    expect(dry.stdout).toContain('0.0 % of 2 accounts are covered; 2 accounts are not.');
    expect(dry.stdout).toContain(`\nnpx rollcall roll-call --world ${controls}\n`);
    const foreseen = await rollcall('enroll', ACCOUNT, '--dry-run');
    expect(foreseen.code).toBe(0);
    for (const vendor of vendors)
      expect(foreseen.stdout).toMatch(new RegExp(`${vendor} +would-enroll +would create the role; `));
    const one = await rollcall('enroll', ACCOUNT);
    expect(one.code).toBe(0);
    for (const vendor of vendors) expect(one.stdout).toMatch(new RegExp(`${ACCOUNT} +${vendor} +enrolled `));
    const nothing = await rollcall('enroll', ACCOUNT, '--dry-run', '--json');
    const { enrollments } = documented(Output.entries.enroll, nothing);
    for (const { role, decisions } of enrollments[0]?.outcomes ?? [])
      expect({ change: role?.change, decisions }).toEqual({
        ...{ change: 'unchanged', decisions: ['already registered'] },
      });
    const asked = await typing('n', 'roll-call');
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing was changed') });
    expect(asked.stderr).toMatch(/✔ roll call: SUCCEEDED/);
    expect(asked.stderr).toContain('Enroll 1 account, with 2 roles and registrations? [y/N]');
    const all = await rollcall('roll-call', '--depth', 'roles', '--json', '--yes', '--quiet');
    expect(all).toMatchObject({ code: 0, stderr: '' });
    expect(documented(Output.entries['roll-call'], all)).toMatchObject({
      ...{ depth: 'roles', accounts: { toCover: 2, covered: 2 } },
    });
    const page = join(mkdtempSync(join(tmpdir(), 'rollcall-')), 'report.html');
    const report = await rollcall('report', '--page', page);
    expect(report).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(page, 'utf8')).toContain('<html');
    expect(report.stdout).toMatch(/^All 2 accounts are covered\./);
    expect(report.stdout).toMatch(/\ncovered +2 +2\n/);
    const now = new Date().toISOString();
    const opened = await rollcall('report', '--open', '--at', now.slice(0, 10));
    const [, file = ''] = /\nThe page: (.*)\n/.exec(opened.stdout) ?? [];
    expect(opened.code).toBe(0);
    expect(unwrapped(opened.stderr)).toBe(`There is no desktop here to open ${file}\n`);
    expect(readFileSync(file, 'utf8')).toContain('<html');
    const none = await rollcall('report', '--at', '2020-01-01');
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('no report was made until 2020') });
  });

  it('says what failed and what to run again, and what is known of the account', async () => {
    await refusing('crowdstrike');
    const failed = await rollcall('enroll', OTHER);
    await refusing(undefined);
    expect(failed.code).toBe(1);
    const again = `npx rollcall enroll ${OTHER} --vendor crowdstrike --world ${controls}`;
    expect(failed.stdout.split('\n')).toEqual(
      expect.arrayContaining([again, `{"accountId":"${OTHER}","vendors":["crowdstrike"]}`]),
    );
    const status = await rollcall('status', OTHER);
    expect(status.code).toBe(1);
    expect(status.stdout).toMatch(new RegExp(`^${OTHER} {2}Payments {2}ACTIVE, joined 20`));
    expect(status.stdout).toMatch(
      /\nenroll +\d{4}-\S+ +\d+ seconds? ago +FAILED\s+EnrollmentIncompleteError\n/,
    );
    expect(status.stdout.split('\n').filter((line) => line.length > 80 && !/^(npx|{)/.test(line))).toEqual(
      [],
    );
    const repaired = await inProcess([...again.split(' ').slice(2), '--json']);
    expect(repaired.code).toBe(0);
    expect(JSON.parse(repaired.stdout)).toMatchObject({
      enrollments: [{ account: OTHER, outcomes: [{ vendor: 'crowdstrike', outcome: 'enrolled' }] }],
    });
    const well = await rollcall('status', OTHER, '--json');
    expect(well.code).toBe(0);
    expect(documented(Output.entries['status <account>'], well)).toMatchObject({
      ...{ account: { Id: OTHER }, executions: [{ status: 'SUCCEEDED' }, { status: 'FAILED' }, {}] },
    });
    world.aws.createAccount({ id: '777788889999' });
    const failedOnes = await rollcall('enroll', '--failed', '--json', '--yes');
    expect(failedOnes.code).toBe(0); // one that is merely missing stays so
    expect(JSON.parse(failedOnes.stdout)).toMatchObject({ accounts: { toCover: 3, covered: 2 } });
  });

  it.each([
    { command: ['enroll'], other: / enrolled\b/g, found: vendors.length },
    { command: ['offboard', '--dry-run'], other: / role \w/g, found: vendors.length },
  ])(
    'reports each account of $command, also when it loses sight of one',
    async ({ command, other, found }) => {
      const call = 'states:DescribeExecution';
      faulty({ to: 'aws', call, times: 1, answer: awsFault(call, 'AccessDeniedException', 'no') });
      const { code, stdout } = await rollcall(...command, ACCOUNT, OTHER);
      expect(code).toBe(1);
      expect(stdout.match(other)).toHaveLength(found);
      expect(stdout).toMatch(/(^|\n)\d{12} +UNKNOWN\n/);
      expect(stdout.replace(/\s+/g, ' ')).toMatch(/To look again: npx rollcall status \d{12} --world/);
    },
  );

  it.each([
    ['a text', 'dry'],
    ['a text where a boolean is expected', { accountId: ACCOUNT, dryRun: 'yes' }],
  ])('shows how an account stands although an enrollment was started with %s', async (_, input) => {
    faulty();
    await engine.run('enroll-account', input);
    expect(await rollcall('status', ACCOUNT)).toMatchObject({ code: 0, stderr: '' });
  });
});
