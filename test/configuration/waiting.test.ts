import { serverless } from './deployment.ts';
import { longestRun, waitOf } from './duration.ts';
import { camel, pascal } from './naming.ts';
import { type Machine, type Retrier, statesOf, tasks, workflows } from './workflows.ts';

const MINUTE = 60;

/** Waits for one party to get ready. Any other wait is for a busy one, which many executions may wait for at once. */
const READINESS = [
  'AccountNotDepartedError',
  'AccountNotFoundError',
  'AccountNotReadyError',
  'RoleNotAssumableYetError',
];
const isForReadiness = ({ ErrorEquals }: Retrier) => ErrorEquals.some((name) => READINESS.includes(name));

/** One of the errors of Lambda itself, which every state repeats alike. */
const LAMBDA = 'Lambda.ServiceException';

const retriersOf = (error: string) =>
  tasks.flatMap(({ Retry }) => Retry).filter(({ ErrorEquals }) => ErrorEquals.includes(error));

const runsOthers = (machine: Machine) =>
  statesOf(machine).some(([, { Resource = '' }]) => Resource.includes('startExecution'));

describe.each(workflows)('$name', ({ name, machine }) => {
  it('has a timeout that is longer than its longest path', () => {
    expect(machine.TimeoutSeconds).toBeGreaterThan(longestRun(machine));
  });

  it('ends all the same within the day, or within the week where it runs others, so that somebody gets the notice', () => {
    const days = runsOthers(machine) ? 7 : 1;
    expect(machine.TimeoutSeconds).toBeLessThanOrEqual(days * 24 * 60 * MINUTE);
  });

  describe.each(tasks.filter(({ workflow }) => workflow === name))('$name', (task) => {
    it('waits longer for its function than the function is given, so that the function can name its own failure', () => {
      expect(task.TimeoutSeconds).toBeGreaterThan(
        serverless.functions[camel((task.Resource ?? '').slice(2, -1))]?.timeout ?? Infinity,
      );
    });

    it('bounds every repetition, with jitter where AWS or a vendor is busy, without where something gets ready', () => {
      for (const retrier of task.Retry) {
        expect(retrier.MaxAttempts).toBeLessThanOrEqual(30);
        if (retrier.BackoffRate > 1) expect(retrier.MaxDelaySeconds).toBeLessThanOrEqual(5 * MINUTE);
        const { ErrorEquals, JitterStrategy } = retrier;
        expect([ErrorEquals, JitterStrategy === 'FULL']).toEqual([ErrorEquals, !isForReadiness(retrier)]);
      }
    });
  });
});

describe('the workflows', () => {
  it('give a workflow that another one runs more time than it has itself', () => {
    const nested = workflows.flatMap(({ machine }) =>
      statesOf(machine).filter(([, { Resource = '' }]) => Resource.includes('startExecution')),
    );
    const timeouts = new Map(
      workflows.map(({ name, machine }) => [`\${${pascal(name)}}`, machine.TimeoutSeconds]),
    );
    expect(nested.map(([name]) => name)).toEqual(['EnrollAccount', 'OffboardAccount']);
    for (const [, { TimeoutSeconds, Parameters }] of nested)
      expect(TimeoutSeconds).toBeGreaterThan(
        timeouts.get(String(Parameters?.['StateMachineArn'])) ?? Infinity,
      );
  });

  it.each([
    ['AccountNotReadyError', 25, 35],
    ['AccountNotFoundError', 1, 2],
    ['RoleNotAssumableYetError', 3, 10],
  ])('wait for the end of %s between %i and %i minutes', (error, least, most) => {
    const waits = retriersOf(error).map(waitOf);
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(least * MINUTE);
    expect(Math.max(...waits)).toBeLessThanOrEqual(most * MINUTE);
  });

  it('give Organizations a quarter of an hour to show that an account departs', () => {
    const waits = retriersOf('AccountNotDepartedError').map(waitOf);
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(15 * MINUTE);
    expect(Math.max(...waits)).toBeLessThanOrEqual(20 * MINUTE);
  });

  it.each([
    ['AwsUnavailableError', 8],
    ['VendorUnavailableError', 20],
    ['VendorThrottledError', 51],
    ['Lambda.TooManyRequestsException', 32],
  ])('go on after %s for up to %i minutes', (error, minutes) => {
    const waits = retriersOf(error).map(waitOf);
    expect(waits.length).toBeGreaterThan(0);
    expect(waits.map((seconds) => Math.floor(seconds / MINUTE))).toEqual(waits.map(() => minutes));
  });

  it('repeat an invocation that failed in Lambda, 6 times', () => {
    const repeated = tasks.map(({ Retry }) => Retry.find(({ ErrorEquals }) => ErrorEquals.includes(LAMBDA)));
    expect(repeated.map((retrier) => retrier?.MaxAttempts)).toEqual(tasks.map(() => 6));
  });
});

it('the longest path takes the longest of several ways, and every attempt of its states', () => {
  const Retry = [{ ErrorEquals: ['AnyError'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 1 }];
  const task = { Type: 'Task', Retry, Catch: [], Choices: [], Branches: [], ItemProcessor: undefined };
  const States = {
    First: { ...task, TimeoutSeconds: 10, Next: 'Second', Catch: [{ ErrorEquals: [], Next: 'Third' }] },
    Second: { ...task, TimeoutSeconds: 20 },
    Third: { ...task, TimeoutSeconds: 50 },
  };
  expect(longestRun({ StartAt: 'First', States })).toBe(10 + 2 + 10 + 50 + 2 + 50);
});
