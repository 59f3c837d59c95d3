import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import * as v from 'valibot';
import { ago } from '../../cli/print/ago.ts';
import { columns } from '../../cli/print/columns.ts';
import { enrollmentRows } from '../../cli/print/enrollment-rows.ts';
import { forCopying } from '../../cli/print/for-copying.ts';
import { live } from '../../cli/print/live.ts';
import { rows } from '../../cli/print/rows.ts';
import { showAccount } from '../../cli/print/show-account.ts';
import { afterReport, showReport } from '../../cli/print/show-report.ts';
import { showStatus } from '../../cli/print/show-status.ts';
import { EnrollmentOutput } from '../../cli/target/enrolled.ts';
import type { AccountExecution } from '../../cli/target/executions.ts';
import { opener, openPage } from '../../cli/target/open-page.ts';
import { problem } from '../../cli/target/problem.ts';
import { reportNow } from '../../cli/target/report-now.ts';
import { isMissing, standings } from '../../cli/target/standing.ts';
import { isGap } from '../../lib/coverage/row.ts';
import { reportOn } from '../lib/coverage/organization.ts';
import { ACCOUNT } from '../scene.ts';
import { inProcess } from './in-process.ts';

const WIDTHS = [80, 120];
const HOSTILE = 'good\u001B[2J\u001B]0;title\u0007\u202Eevil\u009B31m\r';

const widest = (text: string) =>
  Math.max(
    ...text
      .split('\n')
      .filter((line) => !line.startsWith('npx '))
      .map((line) => line.length),
  );

it.each([
  { width: undefined, is: 80 },
  { width: 0, is: 80 },
  { width: 60, is: 80 },
  { width: 100, is: 100 },
  { width: 200, is: 120 },
])('a terminal of $width columns is printed $is columns wide', ({ width, is }) =>
  expect(columns(width === undefined ? {} : { columns: width })).toBe(is),
);

it.each([
  [500, '0 seconds ago'],
  [61_000, '1 minute ago'],
  [7_300_000, '2 hours ago'],
  [172_800_000, '2 days ago'],
])('%i ms is %s', (passed, words) => expect(ago(new Date(0), new Date(passed))).toBe(words));

describe('rows', () => {
  it('are nothing where there are none, not even their titles', () => expect(rows(['a', 'b'], [])).toBe(''));

  it('break the widest value at spaces where they do not fit, and no word', () =>
    expect(rows(['', ''], [['one two three', 'un-breakable-word four']], 28)).toBe(
      ['', 'one two  un-breakable-word', 'three    four'].join('\n'),
    ));
});

it.each([
  ['a table', () => rows(['name'], [[HOSTILE]])],
  ['a message', () => forCopying(HOSTILE)],
  ['an error', () => problem(new Error(HOSTILE))],
])('a control character of a vendor does not reach the terminal in %s', (_, print) =>
  expect(print().trim().replace('name\n', '')).toBe('goodevil'),
);

const execution = (fields: Partial<AccountExecution>): AccountExecution => ({
  account: ACCOUNT,
  ...{ workflow: 'enroll', executionArn: 'arn', name: 'd3f4141f-bb0f-4a56-95b3-a186c091dcd0' },
  ...{ startDate: '2026-11-25T04:00:00.000Z', stopDate: '2026-11-25T04:01:00.000Z' },
  ...{ dryRun: false, status: 'SUCCEEDED', outcomes: [] },
  ...fields,
});
const both = (outcome: string) => ['cloudcraft', 'crowdstrike'].map((vendor) => ({ vendor, outcome }));
const failed = {
  status: 'FAILED',
  error: 'EnrollmentIncompleteError',
  cause:
    'Tried to enroll account 1 (Payments with care) with cloudcraft and crowdstrike in d3f4141f: crowdstrike failed at EnsureRole with AccessDeniedError: Tried to …',
};

const OFFBOARDED = {
  ...{ workflow: 'offboard' as const, accountState: 'ACTIVE' },
  outcomes: both('forgotten'),
};
const HERE = { options: '--world http://127.0.0.1:4570', isVerbose: false };

describe('status', () => {
  const rollCall = { executionArn: 'arn', name: 'd3f4141f', startDate: '2026-11-25T04:00:00.000Z' };
  const nothing = { running: [], rollCalls: [], since: { executions: [], hasMore: false } };

  it.each([
    {
      what: 'a roll call that runs instead of advising one',
      known: { running: [{ ...rollCall, workflow: 'roll-call' as const, dryRun: false }] },
      ...{ says: ['A roll call runs; its report follows'], not: 'To enroll what is missing' },
    },
    {
      what: 'of which account an enrollment runs, and how many roll calls, and no name but in full',
      known: {
        running: [
          ...['roll-call' as const, 'roll-call' as const].map((workflow) => ({
            ...{ ...rollCall, workflow, dryRun: true },
          })),
          { ...rollCall, workflow: 'enroll' as const, account: ACCOUNT, dryRun: false },
        ],
      },
      says: [
        `roll-call ${ago(new Date(rollCall.startDate))} dry run enroll ${ACCOUNT}`,
        '2 roll calls run; their reports follow',
      ],
      not: 'd3f4141f',
    },
    {
      what: 'a roll call that was aborted after the report, and advises another',
      known: { rollCalls: [{ ...rollCall, status: 'ABORTED', error: '', cause: '' }] },
      says: [
        'began at 2026-11-25T04:00:00Z ended as ABORTED, without a report.',
        'To enroll what is missing',
      ],
      not: 'failed with',
    },
    {
      what: 'why a roll call failed without a report',
      known: {
        rollCalls: [{ ...rollCall, status: 'FAILED', error: 'ListShrankError', cause: 'Tried to list.' }],
      },
      says: ['04:00:00Z failed with ListShrankError, without a report.', 'Tried to list.'],
      not: 'ended as',
    },
  ])('says $what', async ({ known, says, not }) => {
    const now = await reportOn(40);
    for (const report of [now, undefined]) {
      const text = showStatus({ ...nothing, ...known, now: report }, HERE).replace(/\s+/g, ' ');
      for (const words of says.slice(0, report === undefined ? 1 : undefined)) expect(text).toContain(words);
      expect(text).not.toContain(not);
    }
  });
});

describe('status of an account', () => {
  it.each([
    { what: 'nothing', executions: [], is: [undefined, undefined], missing: [false, false] },
    {
      what: 'an offboarding',
      executions: [execution({ workflow: 'offboard', accountState: 'ACTIVE', outcomes: both('forgotten') })],
      ...{ is: ['offboarded', 'offboarded'], missing: [true, true] },
    },
    {
      what: 'an offboarding of one that was closed',
      executions: [execution({ workflow: 'offboard', accountState: 'CLOSED', outcomes: both('forgotten') })],
      ...{ is: ['offboarded', 'offboarded'], missing: [false, false] },
    },
    {
      what: 'a dry run of one',
      executions: [execution({ workflow: 'offboard', dryRun: true, outcomes: both('forgotten') })],
      ...{ is: [undefined, undefined], missing: [false, false] },
    },
    {
      what: 'an offboarding before the report',
      executions: [execution({ stopDate: '2026-11-25T02:00:00.000Z', outcomes: both('forgotten') })],
      ...{ is: [undefined, undefined], missing: [false, false] },
    },
    {
      what: 'an enrollment after an offboarding',
      executions: [
        execution({ outcomes: both('enrolled') }),
        execution({ workflow: 'offboard', outcomes: both('forgotten') }),
      ],
      ...{ is: ['enrolled', 'enrolled'], missing: [false, false] },
    },
    {
      what: 'an enrollment that failed at one vendor',
      executions: [execution(failed)],
      ...{ is: ['succeeded', 'failed'], missing: [false, true] },
    },
  ])('after $what is not the last report alone', async ({ executions, is, missing }) => {
    const report = await reportOn(40);
    const covered = report.rows.find(({ state }) => state === 'covered')?.accountId ?? '';
    const all = standings(covered, report, executions);
    expect(all.map(({ later }) => later)).toEqual(is);
    expect(all.map(isMissing)).toEqual(missing);
  });

  it.each([
    {
      what: 'an offboarding',
      fields: OFFBOARDED,
      missing: 2,
      says: '1 offboarding ended, and is counted in.',
    },
    {
      what: 'a dry run of one',
      fields: { ...OFFBOARDED, dryRun: true },
      ...{ missing: 0, says: '1 dry run changed nothing.' },
    },
    {
      what: 'an enrollment that failed',
      fields: failed,
      ...{ missing: 1, says: '1 enrollment (1 did not succeed) ended, and is counted in.' },
    },
    {
      what: 'an enrollment of a newly created account',
      fields: { account: '777788889999', outcomes: both('enrolled') },
      ...{ missing: 0, says: '1 enrollment ended, and is counted in.' },
    },
  ])('all counts $what after the report in', async ({ fields, missing, says }) => {
    const made = await reportOn(40);
    const report = { ...made, rows: made.rows.toReversed() };
    const covered = report.rows.find(({ state }) => state === 'covered')?.accountId ?? '';
    const since = { executions: [execution({ account: covered, ...fields })], hasMore: false };
    const now = reportNow(report, since.executions);
    const gaps = (of: typeof report) => of.rows.filter(isGap).length;
    expect(gaps(now) - gaps(report)).toBe(missing);
    const ids = (of: typeof report) => [...new Set(of.rows.map(({ accountId }) => accountId))];
    expect(ids(now).filter((id) => ids(report).includes(id))).toEqual(ids(report)); // in the report's order
    expect(now.accounts.toCover - report.accounts.toCover).toBe('account' in fields ? 1 : 0);
    const text = showStatus({ running: [], rollCalls: [], since, now }, HERE);
    expect(text.replace(/\s+/g, ' ')).toContain(says);
    expect(text.includes(`\n${covered} `)).toBe(missing > 0);
    expect(widest(text)).toBeLessThanOrEqual(80);
  });

  it.each(WIDTHS)('fits %i columns, with dry runs and errors marked', async (width) => {
    const report = await reportOn(40);
    const id = report.rows.find(({ state }) => state === 'failed')?.accountId ?? '';
    const executions = [
      execution({ workflow: 'offboard', dryRun: true, outcomes: both('forgotten') }),
      execution(failed),
    ];
    const account = {
      ...{ Id: id, Name: 'ledger-test-11', State: 'ACTIVE' as const },
      Paths: ['o-exampleorgid/r-ab12/ou-ab12-workloads/ou-ab12-research1/123456789012/'],
    };
    const text = showAccount(
      { id, account, standings: standings(id, report, executions), executions },
      { width },
    );
    expect(widest(text)).toBeLessThanOrEqual(width);
    expect(text).toContain('\noffboard (dry)  2026-11-25T04:00:00Z');
    expect(text).toMatch(/FAILED[\s\S]*EnrollmentIncompleteError/);
    expect(text.includes('d3f4141f-bb0f')).toBe(width === 120);
  });
});

describe('a report', () => {
  it('fits 80 columns, names each account once, and the command that opens its page', async () => {
    const report = await reportOn(40);
    const text = showReport(report, { isVerbose: false });
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(text.match(/^100000087109/gm)).toHaveLength(1);
    expect(afterReport(report, { options: '--stack x' })).toMatch(/\nnpx rollcall report --open --stack x$/);
  });

  it('of a part is opened by its time, and what is missing of the part is enrolled', async () => {
    const include = [{ type: 'ous' as const, target_value: ['ou-ab12-workloads'] }];
    const part = await reportOn(40, { only: { include, vendors: ['cloudcraft'] } });
    const after = afterReport(part, { options: '--stack x' });
    expect(after).toContain('report --open --at 2026-11-25T03:00:00Z');
    expect(after).toContain(
      '\nnpx rollcall roll-call --include ou-ab12-workloads --vendor cloudcraft --stack x\n',
    );
  });

  it.each([
    { what: 'one that was a member', row: {}, is: true },
    { what: 'one that no report had as a member', row: { name: undefined }, is: false },
    { what: 'one registered by others', row: { registration: { standing: 'elsewhere' } }, is: false },
  ])('names the command that offboards the departed of $what: $is', async ({ row, is }) => {
    const report = await reportOn(40);
    const gone = { ...report.rows[0], state: 'departed', reason: 'its state is CLOSED', ...row };
    const after = afterReport(Object.assign(report, { rows: [gone] }), { options: '--stack x' });
    expect(after.includes('\nnpx rollcall offboard --departed --dry-run --stack x\n')).toBe(is);
  });

  it.each([
    { reasons: ['the management account'], says: 'the management account' },
    { reasons: ['excluded by the account'], says: '1 account by filters' },
    {
      reasons: ['the management account', 'not included by x', 'excluded by y'],
      says: 'the management account, and 2 accounts by filters',
    },
  ])('says why accounts are excluded: $says', async ({ reasons, says }) => {
    const report = await reportOn(40);
    const [first] = report.rows;
    if (first === undefined) throw new Error('the report has no row');
    const rows = reasons.map((reason, at) => ({
      ...{ ...first, accountId: String(at), state: 'excluded' as const, reason },
    }));
    const text = showReport({ ...report, rows }, { isVerbose: false });
    expect(text.replace(/\s+/g, ' ')).toMatch(new RegExp(`excluded \\d+ \\d+ ${says} \\w`));
  });

  it('has every account with --verbose', async () => {
    const report = await reportOn(400);
    const lines = [false, true].map((isVerbose) => showReport(report, { isVerbose }).split('\n').length);
    expect(Math.min(...lines)).toBeLessThan(50);
    expect(Math.max(...lines)).toBeGreaterThan(60);
  });
});

describe('enrollments', () => {
  const of = (outcome: object) =>
    enrollmentRows([
      {
        account: ACCOUNT,
        status: 'SUCCEEDED',
        outcomes: [Object.assign({ vendor: 'v', outcome: 'would-enroll' as const }, outcome)],
      },
    ])
      .replace(/\s+/g, ' ')
      .split(' v ')[1];
  const role = { arn: 'arn', change: 'unchanged' as const, changes: [] };

  it.each([
    {
      outcome: { role, decisions: ['already registered'] },
      says: 'unchanged nothing would change',
    },
    {
      outcome: {
        role: { ...role, changes: ['created the role', 'put the inline policy x', 'attached y'] },
        decisions: ['removed a duplicate', 'registered'],
      },
      says: 'would-enroll would create the role; put the inline policy x; attach y; remove a duplicate; register',
    },
    {
      outcome: {
        role: { ...role, changes: ['replaced the trust policy', 'detached x'] },
        decisions: ['already registered'],
      },
      says: 'would-enroll would replace the trust policy; detach x',
    },
    { outcome: { outcome: 'enrolled', role }, says: 'enrolled role unchanged' },
    { outcome: { outcome: 'skipped', reason: 'it is closed' }, says: 'skipped it is closed' },
    { outcome: { outcome: 'would-fail', state: 'EnsureRole', error: 'X' }, says: 'would-fail EnsureRole: X' },
  ])('$says', ({ outcome, says }) => expect(of(outcome)).toBe(says));

  it('that the command lost sight of are among the others', () =>
    expect(enrollmentRows([{ account: ACCOUNT, status: 'UNKNOWN', outcomes: [], cause: 'x' }])).toMatch(
      / UNKNOWN$/,
    ));
});

/** What a screen gets when two accounts go on, one of them for long, and one ends. */
function shown(screen: { isTTY?: boolean; columns?: number; rows?: number }): string {
  const stream = Object.assign(new PassThrough(), screen);
  const progress = live(stream);
  progress.say('one', 'running');
  const { now } = Date;
  Date.now = () => now() + 20_000;
  progress.say('one', 'running in 40 s');
  Date.now = now;
  progress.note('Ctrl-C is safe');
  progress.note('Ctrl-C is safe');
  progress.say('two', `not ready ${HOSTILE} ${'x'.repeat(100)}`);
  progress.end('one', 'SUCCEEDED');
  return String(stream.read());
}

describe('progress', () => {
  it('is a line a change where nobody sits at a terminal', () =>
    expect(shown({}).split('\n')).toEqual([
      '  … one: running',
      '  ! Ctrl-C is safe',
      '  … two: not ready goodevil',
      `    ${'x'.repeat(100)}`,
      '  ✔ one: SUCCEEDED',
      '',
    ]));

  it.each(WIDTHS)('is a table that is drawn anew at a terminal of %i columns', (width) => {
    const text = shown({ isTTY: true, columns: width, rows: 24 });
    expect(text).toContain('\u001B[');
    expect(text).toContain('✔ one  SUCCEEDED');
    expect(text).toMatch(/ 0 s/);
    expect(text).not.toContain('evil\u009B');
    expect(text).not.toContain('x'.repeat(width));
  });
});

it.each([
  ['darwin', {}, 'open'],
  ['win32', {}, 'explorer.exe'],
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['linux', {}, undefined],
] as const)('a page is opened on %s with %j by %s', (platform, env, program) =>
  expect(opener(platform, env)).toBe(program),
);

/** What valibot throws of an output that does not fit. */
function unread(): unknown {
  try {
    return v.parse(EnrollmentOutput, { outcomes: [{ vendor: 'a', outcome: 'enrolled' }, { vendor: 1 }] });
  } catch (error) {
    return error;
  }
}

it.each([
  [Object.assign(new Error('x'), { $metadata: { requestId: 'r-1' } }), 'x (Error, request r-1)'],
  [
    Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:1')]), { code: 'ECONNREFUSED' }),
    'npm run world',
  ],
  [unread(), 'outcomes.1.vendor: '],
])('an error in full is %s', (error, says) => expect(problem(error, { isVerbose: true })).toContain(says));

it('opens a page with the program of the desktop, and says whether there is one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  for (const name of ['xdg-open', 'open'])
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$1" > '${folder}/opened'`, { mode: 0o755 });
  const env = { PATH: `${folder}:/bin:/usr/bin`, DISPLAY: ':0' };
  const changes = watch(folder);
  const opened = once(changes, 'change');
  expect(await openPage('/a/page.html', env)).toBe(true);
  expect(await opened).toEqual([expect.any(String), 'opened']);
  changes.close();
  expect(await openPage('/a/page.html', { ...env, PATH: '/nowhere' })).toBe(false);
});

describe('completion', () => {
  /** What bash offers for a line. */
  async function offers(...words: string[]): Promise<string[]> {
    const { stdout } = await inProcess(['completion', 'bash']);
    const line = ['rollcall', ...words].map((word) => `'${word}'`).join(' ');
    const script = `${stdout}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _rollcall; echo "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split(' ');
  }

  it.each([
    { words: ['of'], are: ['offboard'] },
    { words: ['roll-call', '--dep'], are: ['--depth'] },
    { words: ['roll-call', '--depth', ''], are: ['registrations', 'roles'] },
    { words: ['completion', 'z'], are: ['zsh'] },
    { words: ['status', '--wor'], are: ['--world'] },
  ])('offers $are after $words', async ({ words, are }) => expect(await offers(...words)).toEqual(are));

  it('for zsh reads that for bash', async () => {
    const [bash, zsh] = [await inProcess(['completion', 'bash']), await inProcess(['completion', 'zsh'])];
    expect(zsh.stdout).toBe(`autoload -U +X bashcompinit && bashcompinit\n${bash.stdout}`);
  });
});
