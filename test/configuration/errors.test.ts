import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import * as errors from '../../lib/errors.ts';
import { kebab } from './naming.ts';
import { ROOT } from './sources.ts';
import { tasks } from './workflows.ts';

/** What Step Functions and Lambda name themselves. Source: Step Functions Developer Guide, "Error names" and "Lambda". */
const FOREIGN = [
  ...['States.ALL', 'States.DataLimitExceeded', 'States.HeartbeatTimeout', 'States.Permissions'],
  ...['States.Runtime', 'States.TaskFailed', 'States.Timeout'],
  ...['Lambda.AWSLambdaException', 'Lambda.ClientExecutionTimeoutException', 'Lambda.SdkClientException'],
  ...['Lambda.ServiceException', 'Lambda.TooManyRequestsException', 'Lambda.Unknown'],
  ...['Runtime.ExitError', 'Runtime.OutOfMemory', 'Sandbox.Timedout'],
];

/** Errors that pass by themselves: the workflow waits for that. */
const PASSING = [
  ...[
    'AccountNotDepartedError',
    'AccountNotFoundError',
    'AccountNotReadyError',
    'AwsUnavailableError',
    'RoleNotAssumableYetError',
  ],
  ...['StepTimeoutError', 'VendorThrottledError', 'VendorUnavailableError'],
];

/** Errors that pass by themselves, too, and that a Catch waits for: the state begins anew. */
const CAUGHT = ['TooEarlyError'];

/** Errors that no repetition fixes: the execution fails and a person reads the message. */
const FOR_A_PERSON = [
  ...['AccessDeniedError', 'AwsRejectedError', 'EnrollmentIncompleteError', 'InvalidConfigurationError'],
  ...['InvalidInputError', 'ListShrankError', 'RoleNotOursError', 'TooManyDepartedError'],
  ...['UntrustedPrincipalError', 'VendorRejectedError', 'VendorResponseError', 'VendorUntrustedError'],
  ...['OffboardingIncompleteError', 'RollCallIncompleteError', 'RollTooLargeError', 'WrongAccountError'],
];

/** Thrown by the frame of every function, whatever its own work. */
const BY_EVERY_FUNCTION = ['StepTimeoutError'];

const report = { tried: 'try', answered: 'no' };
const { RollcallError, ...named } = errors;

describe('an error', () => {
  it('either passes by itself or needs a person', () => {
    expect(Object.keys(named).sort()).toEqual([...PASSING, ...CAUGHT, ...FOR_A_PERSON].sort());
  });

  it.each(Object.entries(named))('%s has the name of its class', (name, NamedError) => {
    const error = new NamedError(report);
    expect(error).toBeInstanceOf(RollcallError);
    expect(error.name).toBe(name);
  });

  it('keeps its name when a bundler renames its class', async () => {
    const { outputFiles } = await build({
      entryPoints: [`${ROOT}lib/errors.ts`],
      ...{ bundle: true, minify: true, keepNames: false, format: 'cjs', write: false },
    });
    const module: { exports: typeof errors } = { exports: errors };
    new Function('module', outputFiles[0]?.text ?? '')(module);
    const { RollcallError: _, ...minified } = module.exports;
    const classes = Object.entries(minified);
    expect(classes.map(([name]) => name).sort()).toEqual(Object.keys(named).sort());
    expect(classes.filter(([name, Minified]) => Minified.name === name)).toEqual([]);
    expect(classes.map(([, Minified]) => new Minified(report).name)).toEqual(classes.map(([name]) => name));
  });
});

describe.each(tasks)('$workflow: $name', (task) => {
  const retried = task.Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
  const thrown = thrownBy(task.name);

  it('matches and documents only errors that exist', () => {
    const matched = [...retried, ...task.Catch.flatMap(({ ErrorEquals }) => ErrorEquals)];
    const unknown = matched.filter((name) => !(name in named) && !FOREIGN.includes(name));
    expect([...unknown, ...thrown.filter((name) => !(name in named))]).toEqual([]);
  });

  it('catches by name just those of its errors for which it waits to begin anew', () => {
    const caught = task.Catch.flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(caught.filter((name) => name in named)).toEqual(thrown.filter((name) => CAUGHT.includes(name)));
  });

  it('repeats once just those of its errors that pass by themselves, and what fails in Lambda itself', () => {
    const hopeless = ['States.ALL', 'States.TaskFailed', 'States.Runtime'];
    expect(retried.filter((name) => hopeless.includes(name))).toEqual([]);
    const passing = [...thrown, ...BY_EVERY_FUNCTION].filter((name) => PASSING.includes(name));
    expect(retried.filter((name) => name in named).sort()).toEqual(passing.sort());
    expect(retried).toEqual([...new Set(retried)]);
    expect(retried).toEqual(
      expect.arrayContaining([
        ...['Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.ServiceException'],
        ...['Lambda.TooManyRequestsException', 'States.Timeout'],
      ]),
    );
  });
});

/** The errors that the `@throws` of the state's function names. */
function thrownBy(state: string): string[] {
  const source = readFileSync(`${ROOT}functions/${kebab(state)}.ts`, 'utf8');
  return (source.match(/@throws .*/g) ?? []).flatMap((line) =>
    [...line.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
  );
}
