import { explain, outcomeOf } from '../../lib/outcome.ts';

const role = { arn: 'arn:aws:iam::444455556666:role/cloudcraft', change: 'created' as const, changes: [] };
const registration = { accountId: '444455556666', id: '1', status: 'added' };
const failure = {
  Error: 'VendorRejectedError',
  Cause: JSON.stringify({ errorType: 'VendorRejectedError', errorMessage: 'Tried to …', trace: [] }),
};
const failed = { vendor: 'cloudcraft', outcome: 'failed', error: 'VendorRejectedError', cause: 'Tried to …' };

it('a vendor that came to its end enrolled the account', () => {
  expect(outcomeOf({ vendor: 'cloudcraft', spec: {}, role, registration })).toEqual({
    vendor: 'cloudcraft',
    outcome: 'enrolled',
    role,
    registration,
  });
});

describe('the state that failed is the first that left nothing behind', () => {
  it.each([
    ['PrepareRegistration', {}],
    ['EnsureRole', { spec: {} }],
    ['RegisterAccount', { spec: {}, role }],
  ])('%s', (state, left) => {
    expect(outcomeOf({ vendor: 'cloudcraft', ...left, failure })).toMatchObject({ ...failed, state });
  });

  it('a role that was made before is told', () => {
    expect(outcomeOf({ vendor: 'cloudcraft', spec: {}, role, failure })).toMatchObject({ role });
  });
});

it('a vendor without an error that is not at its end has failed all the same', () => {
  expect(outcomeOf({ vendor: 'cloudcraft' })).toMatchObject({
    outcome: 'failed',
    state: 'PrepareRegistration',
    error: 'States.Runtime',
    cause: 'no reason was recorded',
  });
});

it('a vendor that failed after all did not enroll the account', () => {
  const run = { vendor: 'cloudcraft', spec: {}, role, registration, failure };
  expect(outcomeOf(run)).toMatchObject({ ...failed, state: 'RegisterAccount' });
});

describe('the words of a failure', () => {
  it.each([
    ["are a function's message", failure.Cause, 'Tried to …'],
    ['are the text of Step Functions itself', 'The state timed out', 'The state timed out'],
    ['are JSON that is of no function', '{"a":1}', '{"a":1}'],
    ['may be none', '', ''],
  ])('%s', (_, Cause, cause) => {
    expect(explain({ Error: 'States.Timeout', Cause })).toEqual({ error: 'States.Timeout', cause });
  });
});
