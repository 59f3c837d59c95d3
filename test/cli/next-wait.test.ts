import { nextWaits } from '../../cli/print/next-wait.ts';

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
