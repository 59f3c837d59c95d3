import { start as run } from '../../../cli/start.ts';
import { allVendors } from '../../../emulators/vendors.ts';
import type { Ended } from '../command.ts';
import { inProcess } from '../in-process.ts';
import { vendors } from '../operated.ts';

/** Runs `npm start -- …`, in a simulated time of its own unless it is to run in real time. */
const start = (parameters: string[], onOutput?: (output: string) => void) =>
  inProcess(parameters, { run, onOutput });

const STRANGER = '000000000000';

/** What is printed fits 80 columns; only what a person may copy is longer. */
const fits = ({ stdout }: Ended) =>
  expect(stdout.split('\n').filter((line) => line.length > 80 && !/^ *\{".*\}.?$/.test(line))).toEqual([]);

/** The rows of the table below a vendor's name, by their titles. */
const rowsOf = ({ stdout }: Ended, vendor: string) => {
  const [, part = ''] = stdout.split(new RegExp(`│ ${vendor} +│\n`));
  const rows = [...(part.split('\n└')[0]?.matchAll(/│ (\w+) +│ (.+?) +│/g) ?? [])];
  return Object.fromEntries(rows.map(([, title, value]) => [title, value]));
};

/** The account that CreateAccount gave. */
const createdIn = ({ stdout }: Ended) => /CreateAccount: (\d{12})\n/.exec(stdout)?.[1];

describe('npm start', () => {
  it('in real time, announces a wait when it begins', async () => {
    const seen: { at: number; output: string }[] = [];
    const quick = ['--account-not-ready', '0', '--role-not-assumable', '2'];
    const options = [STRANGER, '--create-account', '--real-time', ...quick];
    const end = await start(options, (output) => seen.push({ at: Date.now(), output }));
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const step = 'cloudcraft · RegisterAccount';
    const [begun, over] = [`… ${step}: role not ready yet (400), waits 5 s`, `✔ ${step}`].map((text) =>
      seen.find(({ output }) => output.includes(text)),
    );
    expect(Number(over?.at) - Number(begun?.at)).toBeGreaterThan(4000);
  });

  it('enrolls an account that it creates, shows what everybody then holds, and folds waits into a line', async () => {
    const end = await start([]);
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 0, stderr: '' });
    const account = createdIn(end);
    expect(end.stdout).toContain('CreateAccountResult, by the rule AccountCreated\n');
    expect(end.stdout).toContain(
      `\nSucceeded: account ${account} is enrolled with ${vendors.join(' and ')}.`,
    );
    expect(end.stdout).toContain('\nnpm run world -- --accounts 40\n');
    fits(end);
    for (const vendor of vendors)
      expect(rowsOf(end, vendor)).toMatchObject({
        role: expect.stringMatching(`^arn:aws:iam::${account}:role/[\\w]+$`),
        registered: expect.stringContaining('('),
        audit: 'enrolled',
      });
    expect(end.stdout).toMatch(
      /\n {2}… ConfirmAccess: account not ready yet \(AccessDenied\), try \d+ of 20, \d+ s\n/,
    );
    expect(end.stdout).not.toContain('is not authorized to perform');
  });

  it('has waits in full with --verbose', async () => {
    const { stdout } = await start(['--verbose']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '! ConfirmAccess: AccountNotReadyError: Tried to assume RollcallAccess or',
    );
  });

  it('shows what everybody holds when an enrollment failed, and what to do', async () => {
    const end = await start(['--crowdstrike', 'forbidden']);
    expect(end.code).toBe(1);
    expect(end.stdout).toContain('\nFailed: EnrollmentIncompleteError\n');
    fits(end);
    expect(rowsOf(end, 'cloudcraft')).toMatchObject({
      registered: expect.stringContaining('Sandbox'),
      audit: 'enrolled',
    });
    expect(rowsOf(end, 'crowdstrike')).toMatchObject({
      ...{ role: '—', registered: '—' },
      audit: 'failed at PrepareRegistration with VendorRejectedError',
    });
  });

  it.each([
    {
      what: 'fails for an account that the organization does not have, and says how it has it',
      with: [STRANGER],
      ...{ code: 1, role: '—' },
      says: /\nFailed: AccountNotFoundError Tried to .* Next: .*With --create-account/,
    },
    {
      what: 'creates it when told to',
      with: [STRANGER, '--create-account'],
      ...{ code: 0, role: expect.stringContaining(':role/') },
      says: new RegExp(`\nSucceeded: account ${STRANGER}`),
    },
    {
      what: 'fails for an event of a failed creation',
      with: ['events/create-account-failed.json'],
      ...{ code: 1, role: undefined },
      says: /\nFailed: InvalidInputError Tried to .*expected SUCCEEDED.* Next: /,
    },
  ])('$what', async ({ with: parameters, code, says, role }) => {
    const end = await start(parameters);
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code, stderr: '' });
    expect(end.stdout.replace(/(?<=Failed: [\s\S]*)\s+/g, ' ')).toMatch(says);
    for (const vendor of vendors) expect(rowsOf(end, vendor)['role']).toEqual(role);
  });

  it('has a help text of 80 columns with every fault, also as npx rollcall demo', async () => {
    const end = await inProcess(['demo', '--help']);
    expect(end.code).toBe(0);
    fits(end);
    const [, faults = ''] = end.stdout.split('Faults of every vendor:');
    for (const { presets } of allVendors())
      for (const preset of Object.keys(presets)) expect(faults).toContain(`\n  ${preset} `);
    const lines = faults.split('\n').filter((line) => line.startsWith('  '));
    expect(lines.filter((line, index) => lines.indexOf(line) !== index && / {5}/.test(line))).toEqual([]);
  });

  it('quotes the title of a page, and no tag', async () => {
    const { stdout } = await start(['--cloudcraft', 'down']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('503 with a page: 503 Service Temporarily Unavailable.');
    expect(stdout).not.toMatch(/<\w+>/);
  });

  it('runs once more without the fault, with what the first run advises', async () => {
    const end = await start(['--cloudcraft', 'forbidden', '--again']);
    const account = createdIn(end);
    const advice = JSON.stringify({ accountId: account, vendors: ['cloudcraft'] });
    expect({ code: end.code, advised: end.stdout.split('\n').filter((line) => line === advice) }).toEqual({
      code: 0,
      advised: [advice, advice],
    });
    expect(end.stdout).toContain(`\nSucceeded: account ${account} is enrolled with cloudcraft.`);
  });

  it('prints one JSON document of all runs', async () => {
    const { code, stdout } = await start([STRANGER, '--again', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      runs: ['FAILED', 'FAILED'].map((status) => ({ execution: { status } })),
    });
  });
});
