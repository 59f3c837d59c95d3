import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { type Ended, unwrapped } from './command.ts';

/** A deployment that the operator's command works on, and what it does there. */
export interface Operated {
  /** Runs `rollcall …` on it, without a terminal. */
  rollcall(...parameters: string[]): Promise<Ended>;
  /** The same at a terminal, where somebody types a line. */
  typing(line: string, ...parameters: string[]): Promise<Ended>;
  /** Two accounts that no vendor knows. */
  accounts: readonly [string, string];
  /** The vendors that are enabled. */
  vendors: string[];
  /** How many vendors list an account, and how many of their roles it has. */
  holdings(account: string): Promise<Held>;
  /** Has a vendor refuse all, or none. */
  refusing(vendor: string | undefined): Promise<void>;
  /** A path to write to. */
  file: string;
}

export interface Held {
  listed: number;
  roles: number;
}

/**
 * What the operator's command does on any deployment, in this order: exit codes, JSON, and what is true afterwards. Its
 * sentences are for other tests.
 */
export const behaviours: Record<string, (operated: Operated) => Promise<void>> = {
  'roll-call --dry-run reports what is missing, and changes nothing': async (operated) => {
    const { accounts, holdings } = operated;
    const report = await reported(operated, 'roll-call', '--dry-run');
    for (const account of accounts) {
      assert.deepEqual(report.of(account), every(operated, 'missing'));
      assert.deepEqual(await holdings(account), NONE);
    }
    assert.equal(report.code, 1);
  },
  'enroll --dry-run foresees, and changes nothing': async (operated) => {
    const { accounts, holdings } = operated;
    const { code, json } = await asked(operated, Enrollments, 'enroll', accounts[0], '--dry-run');
    assert.equal(code, 0);
    assert.deepEqual(outcomesIn(json), every(operated, 'would-enroll'));
    assert.deepEqual(await holdings(accounts[0]), NONE);
  },
  'enroll fails with one vendor, and registers with the others': async (operated) => {
    const { accounts, vendors, holdings, refusing } = operated;
    const failing = vendors.at(-1) ?? '';
    await refusing(failing);
    const { code } = await operated.rollcall('enroll', accounts[0], '--json');
    await refusing(undefined);
    assert.equal(code, 1);
    assert.equal((await holdings(accounts[0])).listed, vendors.length - 1);
    const again = await asked(operated, Enrollments, 'enroll', accounts[0], '--vendor', failing);
    assert.equal(again.code, 0);
    assert.deepEqual(await holdings(accounts[0]), all(operated));
  },
  'enroll registers accounts with every vendor, and does so again': async (operated) => {
    const { accounts, holdings } = operated;
    const { code, json } = await asked(operated, Enrollments, 'enroll', ...accounts);
    assert.equal(code, 0);
    assert.deepEqual(
      json.enrollments.map(({ account, status }) => [account, status]),
      accounts.map((account) => [account, 'SUCCEEDED']),
    );
    for (const account of accounts) assert.deepEqual(await holdings(account), all(operated));
  },
  'roll-call --dry-run finds them covered, and report shows the same': async (operated) => {
    const made = await reported(operated, 'roll-call', '--dry-run');
    const shown = await reported(operated, 'report', '--page', operated.file);
    for (const account of operated.accounts) {
      assert.deepEqual(made.of(account), every(operated, 'covered'));
      assert.deepEqual(shown.of(account), every(operated, 'covered'));
      assert.match(readFileSync(operated.file, 'utf8'), new RegExp(account));
    }
  },
  'status shows an account with its last executions, and all': async (operated) => {
    const [account] = operated.accounts;
    const one = await asked(operated, Status, 'status', account);
    assert.equal(one.code, 0);
    assert.equal(one.json.executions[0]?.status, 'SUCCEEDED');
    const { code, stdout } = await operated.rollcall('status', '--json');
    assert.equal(code === 0 || code === 1, true);
    assert.match(stdout, new RegExp(account));
  },
  'doctor reads what it checks, and ends as its findings say': async (operated) => {
    const { code, json } = await asked(operated, Checks, 'doctor');
    assert.equal(code, json.checks.some(({ state }) => state === 'failed') ? 1 : 0);
    const secrets = json.checks.filter(({ check }) => /secret/.test(check));
    assert.deepEqual(
      secrets.map(({ state }) => state),
      operated.vendors.map(() => 'ok'),
    );
  },
  'offboard --dry-run shows what it would remove, and changes nothing': async (operated) => {
    const [account] = operated.accounts;
    const { code, json } = await asked(operated, Plan, 'offboard', account, '--dry-run');
    assert.equal(code, 0);
    assert.deepEqual(
      json.plan.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome)),
      operated.vendors.map(() => 'would-forget'),
    );
    assert.deepEqual(await operated.holdings(account), all(operated));
  },
  'offboard without --yes changes nothing where nobody can be asked': async (operated) => {
    const [account] = operated.accounts;
    const { code, stdout } = await operated.rollcall('offboard', account);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.deepEqual(await operated.holdings(account), all(operated));
  },
  'offboard at a terminal changes nothing when another id is typed': async (operated) => {
    const [account, other] = operated.accounts;
    assert.equal((await operated.typing(other, 'offboard', account)).code, 2);
    assert.deepEqual(await operated.holdings(account), all(operated));
  },
  'offboard at a terminal offboards the account whose id is typed': async (operated) => {
    const [account, other] = operated.accounts;
    assert.equal((await operated.typing(account, 'offboard', account)).code, 0);
    assert.deepEqual(await operated.holdings(account), NONE);
    assert.deepEqual(await operated.holdings(other), all(operated));
  },
  'status at a terminal ends as without one': async (operated) => {
    const [, other] = operated.accounts;
    const { code, stdout } = await operated.typing('', 'status', other);
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(other));
  },
  'offboard --yes offboards without a question': async (operated) => {
    const [, other] = operated.accounts;
    assert.equal((await operated.rollcall('offboard', other, '--yes', '--json')).code, 0);
    assert.deepEqual(await operated.holdings(other), NONE);
  },
  'an account that does not exist ends it in one line': async (operated) => {
    const { code, stdout, stderr } = await operated.rollcall('status', '999999999999');
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(unwrapped(stderr), /^error: [^\n]+\n$/);
  },
};

const NONE: Held = { listed: 0, roles: 0 };

const all = ({ vendors }: Operated): Held => ({ listed: vendors.length, roles: vendors.length });

const every = ({ vendors }: Operated, state: string): string[] =>
  vendors.map((vendor) => `${vendor} ${state}`);

/** What a command prints with --json, and its exit code. */
async function asked<T>(
  { rollcall }: Operated,
  schema: v.GenericSchema<unknown, T>,
  ...parameters: string[]
) {
  const { code, stdout, stderr } = await rollcall(...parameters, '--json');
  if (stdout === '') throw new Error(`rollcall ${parameters.join(' ')} ended with ${code}: ${stderr}`);
  return { code, json: v.parse(schema, JSON.parse(stdout)) };
}

/** The report that a command prints, whose exit code says whether all is covered. */
async function reported(operated: Operated, ...parameters: string[]) {
  const { code, json } = await asked(operated, Report, ...parameters);
  assert.equal(code, json.conclusion.outcome === 'succeeded' ? 0 : 1);
  const of = (account: string) =>
    json.rows.flatMap(({ accountId, vendor, state }) =>
      accountId === account ? [`${vendor} ${state}`] : [],
    );
  return { code, of };
}

const outcomesIn = ({ enrollments }: v.InferOutput<typeof Enrollments>) =>
  enrollments.flatMap(({ outcomes }) => outcomes.map(({ vendor, outcome }) => `${vendor} ${outcome}`));

const Outcomes = v.array(v.object({ vendor: v.string(), outcome: v.string() }));
const Enrollments = v.object({
  enrollments: v.array(v.object({ account: v.string(), status: v.string(), outcomes: Outcomes })),
});
const Report = v.object({
  conclusion: v.object({ outcome: v.string() }),
  rows: v.array(v.object({ accountId: v.string(), vendor: v.string(), state: v.string() })),
});
const Status = v.object({ executions: v.array(v.object({ status: v.string() })) });
const Checks = v.object({ checks: v.array(v.object({ check: v.string(), state: v.string() })) });
const Plan = v.object({ plan: v.array(v.object({ outcomes: Outcomes })) });
