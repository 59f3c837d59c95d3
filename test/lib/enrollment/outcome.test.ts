import * as v from 'valibot';
import { explain, outcomeOf, VendorRun } from '../../../lib/enrollment/outcome.ts';

const prepared = { known: { standing: 'unknown' as const }, request: {} };

const role = { arn: 'arn:aws:iam::444455556666:role/cloudcraft', change: 'created' as const, changes: [] };
const registration = { accountId: '444455556666', id: '1', status: 'added' };
const failure = {
  Error: 'VendorRejectedError',
  Cause: JSON.stringify({ errorType: 'VendorRejectedError', errorMessage: 'Tried to …', trace: [] }),
};
const failed = { vendor: 'cloudcraft', outcome: 'failed', error: 'VendorRejectedError', cause: 'Tried to …' };

it('a vendor whose states all succeeded enrolled the account', () => {
  expect(
    outcomeOf({
      vendor: 'cloudcraft',
      prepared,
      role,
      registration,
    }),
  ).toEqual({
    ...{ vendor: 'cloudcraft', outcome: 'enrolled', role, registration },
  });
});

describe('the state that failed is the first that left nothing behind', () => {
  it.each([
    ['PrepareRegistration', {}],
    ['EnsureRole', { prepared }],
    ['RegisterAccount', { prepared, role }],
  ])('%s', (state, left) => {
    expect(outcomeOf({ vendor: 'cloudcraft', ...left, failure })).toMatchObject({ ...failed, state });
  });

  it('a role that was made before is reported', () => {
    expect(
      outcomeOf({
        vendor: 'cloudcraft',
        prepared,
        role,
        failure,
      }),
    ).toMatchObject({ role });
  });
});

it.each([
  ['PrepareRegistration', {}],
  ['EnsureRole', { prepared, registration }],
  ['RegisterAccount', { prepared, role }],
])('a vendor without an error that is not past %s has failed all the same', (state, left) => {
  expect(outcomeOf({ vendor: 'cloudcraft', ...left })).toMatchObject({
    outcome: 'failed',
    state,
    error: 'States.Runtime',
    cause: 'no reason was recorded',
  });
});

it('a vendor that failed after all did not enroll the account', () => {
  const run = {
    vendor: 'cloudcraft',
    prepared,
    role,
    registration,
    failure,
  };
  expect(outcomeOf(run)).toMatchObject({ ...failed, state: 'RegisterAccount' });
});

describe('the message of a failure', () => {
  it.each([
    ["are a function's message", failure.Cause, 'Tried to …'],
    ['are the text of Step Functions itself', 'The state timed out', 'The state timed out'],
    ['are JSON that is of no function', '{"a":1}', '{"a":1}'],
    ['may be empty', '', ''],
  ])('%s', (_, Cause, cause) => {
    expect(explain({ Error: 'States.Timeout', Cause })).toEqual({ error: 'States.Timeout', cause });
  });
});

describe('what the workflow keeps of a run', () => {
  const run = {
    vendor: 'cloudcraft',
    prepared,
    role,
    registration,
    failure,
  };

  it.each(['created', 'repaired', 'unchanged'])('may be all of it, the role %s', (change) => {
    const whole = { ...run, role: { ...role, change, changes: ['a change'] } };
    expect(v.parse(VendorRun, whole)).toEqual(whole);
  });

  it('may be the vendor alone', () => {
    expect(v.parse(VendorRun, { vendor: 'cloudcraft' })).toEqual({ vendor: 'cloudcraft' });
  });

  it('may be an error without a cause', () => {
    const causeless = { vendor: 'cloudcraft', failure: { Error: 'States.Timeout' } };
    expect(v.parse(VendorRun, causeless).failure).toEqual({ Error: 'States.Timeout', Cause: '' });
  });

  it.each([
    ['nothing of a vendor', { vendor: undefined }],
    ['a role without an ARN', { role: { ...role, arn: undefined } }],
    ['a role of an unknown change', { role: { ...role, change: 'deleted' } }],
    ['a role without its changes', { role: { ...role, changes: undefined } }],
    ['a role whose changes are not texts', { role: { ...role, changes: [1] } }],
    ['a registration without an id', { registration: { ...registration, id: undefined } }],
    ['a failure without an error', { failure: { Cause: 'x' } }],
    ['a failure whose cause is not a text', { failure: { Error: 'E', Cause: {} } }],
  ])('may not be %s', (_, overrides) => {
    expect(v.safeParse(VendorRun, { ...run, ...overrides }).success).toBe(false);
  });
});
