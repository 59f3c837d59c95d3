import { readDeployment } from '../../emulators/engine/deployment.ts';
import { allVendors } from '../../emulators/vendors.ts';
import { ACCOUNT } from '../scene.ts';
import { anyPorts, controlsOf, type Ended, start, world } from './command.ts';

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

const vendors = (readDeployment().environment['VENDORS'] ?? '').split(',');

describe('npm start', () => {
  it.concurrent('in real time, announces a wait when it begins', async () => {
    const seen: { at: number; output: string }[] = [];
    const options = ['--real-time', '--account-not-ready', '0', '--role-not-assumable', '2'];
    const end = await start(options, (output) => seen.push({ at: Date.now(), output }));
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const step = 'cloudcraft · RegisterAccount';
    const [begun, over] = [`… ${step}: role not ready yet (400), waits 5 s`, `✔ ${step}`].map((text) =>
      seen.find(({ output }) => output.includes(text)),
    );
    expect(Number(over?.at) - Number(begun?.at)).toBeGreaterThan(4000);
  });

  it.concurrent('enrolls an account that it creates, and shows what everybody then holds', async () => {
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
  });

  it.concurrent('shows what everybody holds when an enrollment failed, and what to do', async () => {
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

  it.concurrent.each([
    {
      what: 'fails for an account that the organization does not have',
      with: [],
      code: 1,
      says: 'Failed: AccountNotFoundError',
    },
    {
      what: 'creates it when told to',
      with: ['--create-account'],
      code: 0,
      says: `Succeeded: account ${STRANGER}`,
    },
  ])('$what', async ({ with: options, code, says }) => {
    const end = await start([STRANGER, ...options]);
    expect(end.code).toBe(code);
    expect(end.stdout).toContain(`\n${says}`);
    for (const vendor of vendors)
      expect(rowsOf(end, vendor)).toMatchObject({ role: code === 1 ? '—' : expect.any(String) });
  });

  it.concurrent('runs once more without the fault', async () => {
    const { code, stdout } = await start(['--crowdstrike', 'forbidden', '--again', '--json']);
    const { runs } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(runs).toMatchObject([{ execution: { status: 'FAILED' } }, { execution: { status: 'SUCCEEDED' } }]);
  });

  it.concurrent('in a running world, finds the account ready when the time until then was skipped', async () => {
    const child = world(anyPorts);
    const controls = await controlsOf(child);
    const call = (path: string, method: string, body: object) =>
      fetch(controls + path, { method, body: JSON.stringify(body) });
    await call('/switches', 'PATCH', { aws: { accountNotReadySeconds: 600 } });
    expect((await call('/skip', 'POST', { seconds: -1 })).status).toBe(400);
    await call('/skip', 'POST', { seconds: 600 });
    const { code, stdout } = await start([ACCOUNT, '--world', controls]);
    child.kill();
    expect({ code, isWaiting: stdout.includes('account not ready yet') }).toEqual({
      code: 0,
      isWaiting: false,
    });
  });

  it.concurrent('has a help text of 80 columns with every fault', async () => {
    const end = await start(['--help']);
    expect(end.code).toBe(0);
    fits(end);
    const [, faults = ''] = end.stdout.split('Faults of every vendor:');
    for (const { presets } of allVendors())
      for (const preset of Object.keys(presets)) expect(faults).toContain(`\n  ${preset} `);
    const lines = faults.split('\n').filter((line) => line.startsWith('  '));
    expect(lines.filter((line, index) => lines.indexOf(line) !== index && / {5}/.test(line))).toEqual([]);
  });

  it.concurrent('folds the waits of a new account into a line; --verbose has them in full', async () => {
    const [plain, verbose] = await Promise.all([start([]), start(['--verbose'])]);
    expect(plain.stdout).toMatch(
      /\n {2}… ConfirmAccess: account not ready yet \(AccessDenied\), try \d+ of 20, \d+ s\n/,
    );
    expect(plain.stdout).not.toContain('is not authorized to perform');
    expect(verbose.stdout.replace(/\s+/g, ' ')).toContain(
      '! ConfirmAccess: AccountNotReadyError: Tried to assume RollcallAccess or',
    );
  });

  it.concurrent('quotes the title of a page, and no tag', async () => {
    const { stdout } = await start(['--cloudcraft', 'down']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('503 with a page: 503 Service Temporarily Unavailable.');
    expect(stdout).not.toMatch(/<\w+>/);
  });

  it.concurrent('starts the second run with what the first advises', async () => {
    const end = await start(['--cloudcraft', 'forbidden', '--again']);
    const account = createdIn(end);
    const advice = JSON.stringify({ accountId: account, vendors: ['cloudcraft'] });
    expect(end.stdout.split('\n').filter((line) => line === advice)).toHaveLength(2);
    expect(end.stdout).toContain(`\nSucceeded: account ${account} is enrolled with cloudcraft.`);
  });

  it.concurrent('takes the vendors of the shell', async () => {
    const { stdout } = await start(['events/create-account-succeeded.json'], undefined, {
      VENDORS: 'crowdstrike',
    });
    expect(stdout).toContain(`\nSucceeded: account ${ACCOUNT} is enrolled with crowdstrike.`);
  });
});
