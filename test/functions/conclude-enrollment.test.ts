import type { LogLine } from '../../emulators/engine/logs.ts';
import { account, stage } from './invoke.ts';

const role = {
  arn: 'arn:aws:iam::444455556666:role/cloudcraft',
  change: 'created',
  changes: ['created the role'],
};
const registration = { accountId: account.id, id: '1', status: 'added' };
const state = {
  account,
  access: { role: 'any' },
  vendors: ['cloudcraft', 'crowdstrike'],
  skipped: [],
  adopt: false,
  dryRun: false,
  notListedAt: '-',
};
const enrolled = {
  vendor: 'cloudcraft',
  account,
  access: {},
  adopt: false,
  dryRun: false,
  prepared: { known: { standing: 'unknown' }, request: {} },
  role,
  registration,
};
const cause = JSON.stringify({
  errorType: 'VendorRejectedError',
  errorMessage: 'Tried to ask: no.',
  trace: [],
});
const failed = { vendor: 'crowdstrike', account, failure: { Error: 'VendorRejectedError', Cause: cause } };

const conclude = (enrollment: object) => ({ enrollment });
const audits = (logs: LogLine[]) => logs.filter(({ message }) => message === 'audit');

it('an enrollment with every vendor enrolled succeeds, with one audit line a vendor', async () => {
  const { invoke, logs } = await stage();
  const output = await invoke(
    'concludeEnrollment',
    conclude({ ...state, runs: [enrolled, { ...enrolled, vendor: 'crowdstrike' }] }),
  );
  expect(output).toEqual({
    account,
    outcomes: [
      { vendor: 'cloudcraft', outcome: 'enrolled', role, registration },
      { vendor: 'crowdstrike', outcome: 'enrolled', role, registration },
    ],
  });
  const line = { level: 'INFO', outcome: 'enrolled', account: account.id, execution: 'run-1' };
  expect(audits(logs)).toMatchObject([
    { ...line, vendor: 'cloudcraft' },
    { ...line, vendor: 'crowdstrike' },
  ]);
});

it('an enrollment with a failed vendor is EnrollmentIncompleteError, after the audit lines', async () => {
  const { failure, logs } = await stage();
  const { name, message } = await failure(
    'concludeEnrollment',
    conclude({ ...state, runs: [enrolled, failed] }),
  );
  expect(name).toBe('EnrollmentIncompleteError');
  expect(message).toContain(
    'crowdstrike failed at PrepareRegistration with VendorRejectedError: Tried to ask: no.',
  );
  expect(message).toContain('run-1');
  expect(audits(logs)).toMatchObject([{ level: 'INFO' }, { level: 'ERROR', cause: 'Tried to ask: no.' }]);
});

it('a state that the workflow does not hand over is InvalidInputError', async () => {
  const { failure } = await stage();
  const { name, message } = await failure(
    'concludeEnrollment',
    conclude({ ...state, runs: [{ prepared: { known: { standing: 'unknown' }, request: {} } }] }),
  );
  expect(name).toBe('InvalidInputError');
  expect(message).toContain('enrollment.runs.0.vendor: ');
});
