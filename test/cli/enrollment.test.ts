import { allVendors } from '../../emulators/vendors.ts';
import { ACCOUNT } from '../scene.ts';
import { controlsOf, type Ended, start, world } from './command.ts';

const STRANGER = '000000000000';

/** What is printed fits 80 columns. */
const fits = ({ stdout }: Ended) => expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);

/** The rows of the table below a vendor's name, by their titles. */
const rowsOf = ({ stdout }: Ended, vendor: string) => {
  const [, part = ''] = stdout.split(new RegExp(`│ ${vendor} +│\n`));
  const rows = [...(part.split('\n└')[0]?.matchAll(/│ (\w+) +│ (.+?) +│/g) ?? [])];
  return Object.fromEntries(rows.map(([, title, value]) => [title, value]));
};

const vendors = allVendors().map(({ name }) => name);

describe('npm start', () => {
  it('enrolls the account of the sample event, and shows what everybody then holds', async () => {
    const end = await start([]);
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 0, stderr: '' });
    expect(end.stdout).toContain(`\nSucceeded: account ${ACCOUNT} is enrolled.`);
    fits(end);
    for (const vendor of vendors)
      expect(rowsOf(end, vendor)).toMatchObject({
        role: expect.stringMatching(`^arn:aws:iam::${ACCOUNT}:role/[\\w]+$`),
        registered: expect.stringContaining('('),
        audit: 'enrolled',
      });
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

  it('runs once more without the fault', async () => {
    const { code, stdout } = await start(['--crowdstrike', 'forbidden', '--again', '--json']);
    const { runs } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(runs).toMatchObject([{ execution: { status: 'FAILED' } }, { execution: { status: 'SUCCEEDED' } }]);
  });

  it('in real time, announces a wait when it begins', async () => {
    const seen: { at: number; output: string }[] = [];
    const options = ['--real-time', '--account-not-ready', '0', '--role-not-assumable', '2'];
    const end = await start(options, (output) => seen.push({ at: Date.now(), output }));
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const [begun, over] = ['… cloudcraft · RegisterAccount       waits 5 s', 'waited 5 s'].map((text) =>
      seen.find(({ output }) => output.includes(text)),
    );
    expect(Number(over?.at) - Number(begun?.at)).toBeGreaterThan(4000);
  });

  it('in a running world, finds the account ready when the time until then was skipped', async () => {
    const child = world(['control', 'aws', ...vendors].flatMap((side) => [`--${side}-port`, '0']));
    const controls = await controlsOf(child);
    const call = (path: string, method: string, body: object) =>
      fetch(controls + path, { method, body: JSON.stringify(body) });
    await call('/switches', 'PATCH', { aws: { accountNotReadySeconds: 600 } });
    expect((await call('/skip', 'POST', { seconds: -1 })).status).toBe(400);
    await call('/skip', 'POST', { seconds: 600 });
    const { code, stdout } = await start([ACCOUNT, '--world', controls]);
    child.kill();
    expect({ code, isWaiting: stdout.includes('AccountNotReadyError') }).toEqual({
      code: 0,
      isWaiting: false,
    });
  });

  it('has a help text of 80 columns with every fault', async () => {
    const end = await start(['--help']);
    expect(end.code).toBe(0);
    fits(end);
    for (const { name, presets } of allVendors())
      for (const preset of Object.keys(presets))
        expect(end.stdout).toMatch(new RegExp(`--${name}:[^]*\n  ${preset} `));
  });
});
