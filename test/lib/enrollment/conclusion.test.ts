import { Logger } from '@aws-lambda-powertools/logger';
import { captureLogs, type LogLine } from '../../../emulators/engine/logs.ts';
import { audit, type EndedEnrollment, requireComplete } from '../../../lib/enrollment/conclusion.ts';
import { EnrollmentIncompleteError } from '../../../lib/errors.ts';
import { account } from '../role-builder.ts';

const role = {
  arn: 'arn:aws:iam::444455556666:role/cloudcraft',
  change: 'created' as const,
  changes: ['created the role'],
};
const registration = { accountId: account.id, id: '1', status: 'added' };
const enrolled = { vendor: 'cloudcraft', spec: {}, role, registration };
const refused = { vendor: 'crowdstrike', spec: {}, failure: { Error: 'AccessDeniedError', Cause: 'denied' } };

/** An enrollment with both vendors that ended well, with overrides. */
const ended = (overrides: Partial<EndedEnrollment> = {}): EndedEnrollment => ({
  account,
  vendors: ['cloudcraft', 'crowdstrike'],
  skipped: [],
  adopt: false,
  runs: [enrolled, { ...enrolled, vendor: 'crowdstrike' }],
  ...overrides,
});

let lines: LogLine[];
let release: () => void;
beforeEach(() => {
  lines = [];
  release = captureLogs((line) => lines.push(line));
});
afterEach(() => release());

const conclude = (enrollment: EndedEnrollment) => {
  const outcomes = audit(enrollment, new Logger());
  requireComplete(enrollment, { execution: 'run-1', outcomes });
  return outcomes;
};

it('an enrollment that every vendor came through is complete, with one audit line a vendor', () => {
  expect(conclude(ended())).toMatchObject([{ outcome: 'enrolled' }, { outcome: 'enrolled' }]);
  expect(lines).toMatchObject([
    {
      level: 'INFO',
      message: 'audit',
      account: account.id,
      accountName: 'Sandbox',
      vendor: 'cloudcraft',
      outcome: 'enrolled',
      role,
      registration,
    },
    { level: 'INFO', message: 'audit', account: account.id, vendor: 'crowdstrike', outcome: 'enrolled' },
  ]);
});

it('an enrollment that a vendor failed in is incomplete, and says which, where, why and what to do', () => {
  const incomplete = () => conclude(ended({ runs: [enrolled, refused] }));
  expect(incomplete).toThrow(EnrollmentIncompleteError);
  expect(incomplete).toThrow(
    'enroll account 444455556666 (Sandbox) with cloudcraft and crowdstrike in run-1: crowdstrike failed at EnsureRole with AccessDeniedError: denied',
  );
  expect(incomplete).toThrow(
    'start the state machine again with {"accountId":"444455556666","vendors":["crowdstrike"]}',
  );
});

it('a long cause is told by its beginning, and the audit line has all of it', () => {
  const failure = { Error: 'AccessDeniedError', Cause: 'x'.repeat(1501) };
  const incomplete = () => conclude(ended({ runs: [enrolled, { ...refused, failure }] }));
  expect(incomplete).toThrow(`with AccessDeniedError: ${'x'.repeat(1500)}. Next:`);
  expect(lines[1]).toMatchObject({ cause: failure.Cause });
});

it('to start it again is advised with the word that an operator gave', () => {
  expect(() => conclude(ended({ runs: [enrolled, refused], adopt: true }))).toThrow(
    'again with {"accountId":"444455556666","vendors":["crowdstrike"],"adopt":true}',
  );
});

it('the audit line of a failed vendor is an error, that of the other is not', () => {
  expect(() => conclude(ended({ runs: [enrolled, refused] }))).toThrow();
  expect(lines).toMatchObject([
    { level: 'INFO', vendor: 'cloudcraft', outcome: 'enrolled' },
    {
      level: 'ERROR',
      vendor: 'crowdstrike',
      outcome: 'failed',
      state: 'EnsureRole',
      error: 'AccessDeniedError',
      cause: 'denied',
    },
  ]);
});

it('whatever ended the enrollment before the vendors had their turn ended it for each of them', () => {
  const failure = { Error: 'AccountNotReadyError', Cause: 'not yet' };
  const barred = () => conclude(ended({ runs: [], failure }));
  expect(barred).toThrow(
    /cloudcraft failed at ConfirmAccess with AccountNotReadyError: not yet \| crowdstrike failed at ConfirmAccess/,
  );
  expect(lines).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }]);
});

it('a planned vendor that no run is left of has failed, and the other has not', () => {
  expect(() => conclude(ended({ runs: [enrolled] }))).toThrow(
    'crowdstrike failed at PrepareRegistration with States.Runtime: no reason was recorded',
  );
  expect(lines).toMatchObject([
    { level: 'INFO', vendor: 'cloudcraft', outcome: 'enrolled' },
    { level: 'ERROR', vendor: 'crowdstrike', outcome: 'failed', error: 'States.Runtime' },
  ]);
});

it('a skipped vendor is told with its reason and fails nothing', () => {
  const skipped = [{ vendor: 'crowdstrike', reason: 'excluded by all' }];
  expect(conclude(ended({ vendors: ['cloudcraft'], runs: [enrolled], skipped }))).toMatchObject([
    { vendor: 'cloudcraft', outcome: 'enrolled' },
    { vendor: 'crowdstrike', outcome: 'skipped', reason: 'excluded by all' },
  ]);
  expect(lines).toMatchObject([{ level: 'INFO' }, { level: 'INFO', outcome: 'skipped' }]);
});

it('an enrollment in which everything is skipped is complete', () => {
  const skipped = [{ vendor: 'cloudcraft', reason: 'its state is SUSPENDED' }];
  expect(conclude(ended({ vendors: [], runs: [], skipped }))).toHaveLength(1);
});
