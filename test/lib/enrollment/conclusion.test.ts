import { Logger } from '@aws-lambda-powertools/logger';
import { captureLogs, type LogLine } from '../../../emulators/engine/logs.ts';
import { audit, type EndedEnrollment, requireComplete } from '../../../lib/enrollment/conclusion.ts';
import {
  EnrollmentIncompleteError,
  VendorRejectedError,
  VendorUnavailableError,
} from '../../../lib/errors.ts';
import { requireOurs } from '../../../lib/role/ownership.ts';
import { account, actual, wanted } from '../role-builder.ts';

const role = {
  arn: 'arn:aws:iam::444455556666:role/cloudcraft',
  change: 'created' as const,
  changes: ['created the role'],
};
const registration = { accountId: account.id, id: '1', status: 'added' };
const enrolled = {
  vendor: 'cloudcraft',
  prepared: { known: { standing: 'unknown' as const }, request: {} },
  role,
  registration,
};
const refused = {
  vendor: 'crowdstrike',
  prepared: { known: { standing: 'unknown' as const }, request: {} },
  failure: { Error: 'AccessDeniedError', Cause: 'denied' },
};

/** An enrollment with both vendors that ended well, with overrides. */
const ended = (overrides: Partial<EndedEnrollment> = {}): EndedEnrollment => ({
  account,
  vendors: ['cloudcraft', 'crowdstrike'],
  skipped: [],
  adopt: false,
  dryRun: false,
  notListedAt: '-',
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

it('an enrollment with every vendor enrolled is complete, with one audit line a vendor', () => {
  const named = { account: account.id, accountName: 'Sandbox' };
  const line = { level: 'INFO', message: 'audit', ...named, outcome: 'enrolled' };
  expect(conclude(ended())).toMatchObject([{ outcome: 'enrolled' }, { outcome: 'enrolled' }]);
  expect(lines).toMatchObject([
    { ...line, vendor: 'cloudcraft', role, registration },
    { ...line, vendor: 'crowdstrike' },
  ]);
});

it('an enrollment with a failed vendor is incomplete, and names the vendor, the state and the error', () => {
  const incomplete = () => conclude(ended({ runs: [enrolled, refused] }));
  expect(incomplete).toThrow(EnrollmentIncompleteError);
  expect(incomplete).toThrow(
    'enroll account 444455556666 (Sandbox) with cloudcraft and crowdstrike in run-1: crowdstrike failed at EnsureRole with AccessDeniedError: denied',
  );
});

it('a long cause is quoted by its beginning, and the audit line has all of it', () => {
  const failure = { Error: 'AccessDeniedError', Cause: 'x'.repeat(1501) };
  const incomplete = () => conclude(ended({ runs: [enrolled, { ...refused, failure }] }));
  expect(incomplete).toThrow(`with AccessDeniedError: ${'x'.repeat(1500)}. Next: when`);
  expect(lines[1]).toMatchObject({ cause: failure.Cause });
});

/** CrowdStrike's part, failed with that error. */
const failing = (error: Error, vendor = 'crowdstrike') => ({
  vendor,
  prepared: { known: { standing: 'unknown' as const }, request: {} },
  failure: { Error: error.name, Cause: JSON.stringify({ errorMessage: error.message }) },
});
const input = (...vendors: string[]) => `{"accountId":"444455556666","vendors":${JSON.stringify(vendors)}`;
const other = { ...enrolled, vendor: 'crowdstrike' };
const busy = new VendorUnavailableError({ tried: 'ask', answered: '503' });
const unscoped = new VendorRejectedError({ tried: 'ask', answered: '403', next: 'give it the scope' });
const thrown = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
};
const untagged = thrown(() => requireOurs(wanted(), actual({ tags: {}, trust: undefined })));
const moved = thrown(() => requireOurs(wanted(), actual({ arn: 'arn:elsewhere' })));

describe('the one next step is', () => {
  it.each([
    [
      'to start again, when the cause passes',
      [enrolled, failing(busy)],
      `when the cause is gone, start the state machine again with ${input('crowdstrike')}}.`,
    ],
    [
      'to fix the cause first, where that is known',
      [enrolled, failing(unscoped)],
      `give it the scope; then start the state machine again with ${input('crowdstrike')}}.`,
    ],
    [
      'one for both vendors',
      [failing(unscoped, 'cloudcraft'), failing(busy)],
      `give it the scope; then start the state machine again with ${input('cloudcraft', 'crowdstrike')}}.`,
    ],
    [
      'the same advice once',
      [failing(unscoped, 'cloudcraft'), failing(unscoped)],
      `give it the scope; then start the state machine again with ${input('cloudcraft', 'crowdstrike')}}.`,
    ],
    [
      'to adopt a role that an operator may let Rollcall take over',
      [failing(untagged, 'cloudcraft'), other],
      `then start the state machine again with ${input('cloudcraft')},"adopt":true}.`,
    ],
    ['not to adopt another role', [failing(moved, 'cloudcraft'), other], `${input('cloudcraft')}}.`],
    [
      'to adopt the role of that vendor alone',
      [failing(untagged, 'cloudcraft'), failing(busy)],
      `again with ${input('crowdstrike')}}; delete the role if nothing else needs it, or use "adopt": true to replace its trust policy, policies and tags; then start the state machine again with ${input('cloudcraft')},"adopt":true}.`,
    ],
  ])('%s', (_, runs, end) => {
    const { message } = thrown(() => conclude(ended({ runs })));
    expect(message.endsWith(end)).toBe(true);
    expect(message.split('Next:')).toHaveLength(2);
  });

  it('to start again with the permission that an operator gave', () => {
    expect(() => conclude(ended({ runs: [enrolled, refused], adopt: true }))).toThrow(
      'again with {"accountId":"444455556666","vendors":["crowdstrike"],"adopt":true}',
    );
  });
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

it("a failure before the vendors' part is one of each vendor", () => {
  const failure = { Error: 'AccountNotReadyError', Cause: 'not yet' };
  const notStarted = () => conclude(ended({ runs: [], failure }));
  expect(notStarted).toThrow(
    /cloudcraft failed at ConfirmAccess with AccountNotReadyError: not yet \| crowdstrike failed at ConfirmAccess/,
  );
  expect(lines).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }]);
});

it('a planned vendor without a run has failed, and the other has not', () => {
  expect(() => conclude(ended({ runs: [enrolled] }))).toThrow(
    'crowdstrike failed at PrepareRegistration with States.Runtime: no reason was recorded',
  );
  expect(lines).toMatchObject([
    { level: 'INFO', vendor: 'cloudcraft', outcome: 'enrolled' },
    { level: 'ERROR', vendor: 'crowdstrike', outcome: 'failed', error: 'States.Runtime' },
  ]);
});

it('a skipped vendor is reported with its reason and fails nothing', () => {
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
