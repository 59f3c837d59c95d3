import type { Execution } from '../../emulators/engine/engine.ts';
import type { LambdaFault } from '../../emulators/engine/lambda-service.ts';
import { tasks } from '../configuration/workflows.ts';
import { scene } from '../scene.ts';
import { tally } from './tally.ts';
import {
  isRepeated,
  outcomeOf,
  type Trial,
  type Tried,
  tryEach,
  tryOne,
  unlimited,
  VENDORS,
} from './trial.ts';

const { count, isStated } = tally('Lambda faults', [
  'tried',
  'failed at first',
  'recovered',
  'succeeded in the end',
]);

/** An invocation that an enrollment makes: by one state, for one vendor where it is made for each. */
interface Step {
  function: string;
  vendor?: string;
}

const enrolling = tasks.filter(({ workflow }) => workflow === 'enroll-account');
const steps = enrolling.flatMap(({ name, Parameters }): Step[] => {
  const key = name.charAt(0).toLowerCase() + name.slice(1);
  return Parameters && 'vendor.$' in Parameters
    ? VENDORS.map((vendor) => ({ function: key, vendor }))
    : [{ function: key }];
});

/**
 * What passes when an invocation is made again. Sources: Step Functions Developer Guide, "Handling errors in Step
 * Functions workflows" and "Best practices for Step Functions", of Lambda's transient exceptions; Lambda Developer Guide,
 * "Troubleshoot execution issues", of `Runtime.ExitError` and `Sandbox.Timedout`. `StepTimeoutError` is our functions' own.
 */
const passing = [
  ...['Lambda.AWSLambdaException', 'Lambda.ClientExecutionTimeoutException', 'Lambda.SdkClientException'],
  ...['Lambda.ServiceException', 'Lambda.TooManyRequestsException', 'Lambda.Unknown'],
  ...['Runtime.ExitError', 'Sandbox.Timedout', 'States.Timeout', 'StepTimeoutError'],
];

/** What nothing repeats: faults of the deployment or of our own code. */
const lasting = ['Lambda.ResourceNotFoundException', 'Runtime.ImportModuleError', 'TypeError'];

const moments = [
  { when: 'before its work', effect: 'none' },
  { when: 'after its work', effect: 'taken' },
] as const;

interface StepTrial extends Trial {
  step: Step;
}

/** Each step fails so, in an enrollment of its own. */
async function tryAll(fault: Omit<LambdaFault, 'from'>): Promise<Tried<StepTrial>[]> {
  const played = await scene(unlimited);
  const trials = steps.map(
    (step): StepTrial => ({
      name: JSON.stringify(step),
      step,
      async prepare(account) {
        played.engine.lambda.faults.push({ ...fault, from: { ...step, execution: `first-${account}` } });
      },
    }),
  );
  const tried = await tryEach(played, trials);
  count('tried', tried.length);
  count('failed at first', tried.filter(({ first }) => first.status === 'FAILED').length);
  count('recovered', tried.filter(({ first }) => first.status === 'SUCCEEDED').length);
  count('succeeded in the end', tried.filter(({ second }) => second.status === 'SUCCEEDED').length);
  return tried;
}

describe('an invocation that ends in', () => {
  it.each(passing.flatMap((error) => moments.map((moment) => ({ error, ...moment }))))(
    '$error once, $when, is repeated, and leaves what an undisturbed one leaves',
    async ({ error, effect }) => {
      const tried = await tryAll({ error, effect, times: 1 });
      const { left } = await tryOne(await scene(unlimited), { name: 'undisturbed' });
      expect(tried.map(became)).toEqual(
        steps.map((step) => ({
          step,
          status: 'SUCCEEDED',
          repeated: true,
          changes: [],
          second: 'SUCCEEDED',
          left,
        })),
      );
    },
  );

  it.each([
    ...passing.map((error) => ({ error, repeated: true })),
    ...lasting.map((error) => ({ error, repeated: false })),
  ])(
    '$error always fails the execution and names it, leaves the other vendor enrolled, and a second execution succeeds',
    async ({ error, repeated }) => {
      const tried = await tryAll({ error, effect: 'none' });
      const { left } = await tryOne(await scene(unlimited), { name: 'undisturbed' });
      expect(tried.map(({ trial, first }) => blamed(trial.step, first))).toEqual(
        steps.map((step) => ({ step, ...blame(step, error) })),
      );
      expect(tried.map(became)).toEqual(
        steps.map((step) =>
          expect.objectContaining({ step, status: 'FAILED', repeated, second: 'SUCCEEDED', left }),
        ),
      );
    },
  );
});

isStated();

const became = ({ trial: { step }, first, changes, second, left }: Tried<StepTrial>) => ({
  ...{ step, status: first.status, repeated: isRepeated(first) },
  ...{ changes, second: second.status, left },
});

/** What the execution and its audit lines say. */
const blamed = (step: Step, execution: Execution) => ({
  step,
  error: execution.error,
  ...Object.fromEntries(VENDORS.map((vendor) => [vendor, outcomeOf(execution, vendor)])),
});

/** Without a plan nobody can be named, and without a conclusion there is no audit: then it is the execution's error. */
function blame({ function: key, vendor: failing }: Step, error: string): Record<string, string | undefined> {
  if (key === 'planEnrollment' || key === 'concludeEnrollment') return { error };
  const outcome = (vendor: string) => (failing === undefined || failing === vendor ? error : 'enrolled');
  return {
    error: 'EnrollmentIncompleteError',
    ...Object.fromEntries(VENDORS.map((vendor) => [vendor, outcome(vendor)])),
  };
}
