import { nextWaits } from '../../cli/print/next-wait.ts';
import { reasonOf } from '../../cli/print/reason.ts';
import { nextTry } from '../../cli/target/next-try.ts';

/** The waits after so many failures of a state with the same error. */
function waitsAfter(state: string, error: string, times: number) {
  const nextWait = nextWaits('enroll-account');
  return Array.from({ length: times }, () => nextWait({ step: state, state, error }));
}

describe('the wait before a state is tried again', () => {
  it('grows from failure to failure up to the longest delay, as the workflow file says', () => {
    const waits = waitsAfter('ConfirmAccess', 'AccountNotReadyError', 8).map((wait) => wait?.seconds);
    expect(waits).toEqual([10, 15, 22.5, 33.75, 50.625, 75.9375, 113.90625, 120]);
  });

  it('may be shorter where it is spread', () => {
    const [first] = waitsAfter('RegisterAccount', 'VendorUnavailableError', 1);
    expect(first).toEqual({ seconds: 5, isAtMost: true });
  });

  it.each([
    { what: 'is none after the last attempt', error: 'AccountNotReadyError', failures: 20 },
    { what: 'is none for an error that is not retried', error: 'AccessDeniedError', failures: 1 },
  ])('$what', ({ error, failures }) =>
    expect(waitsAfter('ConfirmAccess', error, failures).at(-1)).toBeUndefined(),
  );

  it('is counted for each vendor', () => {
    const nextWait = nextWaits('enroll-account');
    const failed = { state: 'RegisterAccount', error: 'RoleNotAssumableYetError' };
    const waits = ['one', 'other'].map((step) => nextWait({ ...failed, step })?.seconds);
    expect(waits).toEqual([5, 5]);
  });
});

/** The events of a state with these errors one after the other, and of another item of the Map between them. */
function eventsOf(name: string, errors: string[]) {
  const entered = { id: 1, timestamp: new Date(), type: 'TaskStateEntered' as const };
  const failures = errors.flatMap((error, index) => [
    { ...entered, id: 100 + index, previousEventId: 99, type: 'LambdaFunctionSucceeded' as const },
    {
      ...{ ...entered, id: 2 + index, previousEventId: 1 + index, type: 'LambdaFunctionFailed' as const },
      lambdaFunctionFailedEventDetails: { error },
    },
  ]);
  return [{ ...entered, stateEnteredEventDetails: { name } }, ...failures];
}

const DOWN = 'VendorUnavailableError';

describe('the try that follows', () => {
  it.each([
    { what: 'a first failure', errors: [DOWN], is: 'try 2 of 10 in at most 5 s' },
    { what: 'a third failure', errors: [DOWN, DOWN, DOWN], is: 'try 4 of 10 in at most 20 s' },
    {
      what: 'a failure after another one',
      errors: ['VendorThrottledError', DOWN],
      is: 'try 2 of 10 in at most 5 s',
    },
    { what: 'the last one', errors: Array.from({ length: 10 }, () => DOWN), is: undefined },
    { what: 'an error that is not tried again', errors: ['VendorRejectedError'], is: undefined },
  ])('$what is $is', ({ errors, is }) => {
    const events = eventsOf('TakeRoll', errors);
    const failed = events.find(({ id }) => id === errors.length + 1);
    if (failed === undefined) throw new Error('no event is of the last failure');
    expect(nextTry(events, { failed, workflow: 'roll-call' })?.words).toBe(is);
  });
});

it.each([
  {
    error: DOWN,
    cause: 'Tried to GET http://127.0.0.1:5572/aws/account (Cloudcraft): 503 with a page: x.',
    short: 'Cloudcraft answered 503',
  },
  {
    error: 'VendorThrottledError',
    cause: 'Tried to GET https://api.crowdstrike.com/x (CrowdStrike): 429 {"errors":[]}.',
    short: 'CrowdStrike answered 429',
  },
  {
    error: DOWN,
    cause: 'Tried to GET https://api.cloudcraft.co/x (Cloudcraft): no answer, fetch failed.',
    short: 'Cloudcraft did not answer',
  },
])('in short, $cause is: $short', ({ error, cause, short }) =>
  expect(reasonOf({ Error: error, Cause: cause }, { isVerbose: false }).short).toBe(short),
);
