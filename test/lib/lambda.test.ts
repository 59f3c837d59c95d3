import { once } from 'node:events';
import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { captureLogs, type LogLine } from '../../emulators/engine/logs.ts';
import { deadline } from '../../lib/deadline.ts';
import { InvalidInputError, StepTimeoutError } from '../../lib/errors.ts';
import { send } from '../../lib/http/send.ts';
import { lambda, type Step } from '../../lib/lambda.ts';
import { serve } from './server.ts';

/** What Lambda hands to a function that has so many milliseconds left. */
const context = (milliseconds = 30_000): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'rollcall-test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:rollcall-test',
  memoryLimitInMB: '512',
  awsRequestId: '5f7d0a3e-0000-4000-8000-000000000000',
  logGroupName: '/aws/lambda/rollcall-test',
  logStreamName: 'test',
  getRemainingTimeInMillis: () => milliseconds,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});

const Input = v.looseObject({ wanted: v.string() });
type Run = Step<v.InferOutput<typeof Input>, { built: number }, unknown>['run'];

/** A function that runs `run`, with services that say the how-manieth they are. */
function step(run: Run) {
  let built = 0;
  const services = () => {
    built += 1;
    return { built };
  };
  return lambda({ Input, services, run });
}

let lines: LogLine[];
let release: () => void;
beforeEach(() => {
  lines = [];
  release = captureLogs((line) => lines.push(line));
});
afterEach(() => release());

it('the work gets the parsed input, and its output is given back', async () => {
  const handler = step(async ({ wanted }) => ({ got: wanted }));
  expect(await handler({ wanted: 'this' }, context())).toEqual({ got: 'this' });
});

it('services are built on the first invocation and kept', async () => {
  const handler = step(async (_, { built }) => built);
  expect(await handler({ wanted: '' }, context())).toBe(1);
  expect(await handler({ wanted: '' }, context())).toBe(1);
});

it('services that could not be built are built on the next invocation', async () => {
  let broken = true;
  const services = () => {
    if (broken) throw new Error('broken');
    return undefined;
  };
  const handler = lambda({ Input, services, run: async () => 'done' });
  await expect(handler({ wanted: '' }, context())).rejects.toThrow('broken');
  broken = false;
  expect(await handler({ wanted: '' }, context())).toBe('done');
});

it.each([
  ['that is missing', {}, 'wanted: '],
  ['of another kind', { wanted: 1 }, 'wanted: '],
  ['of an input that is missing', undefined, 'input: '],
])('an input field %s is named', async (_, input, path) => {
  const invocation = step(async () => 'done')(input, context());
  await expect(invocation).rejects.toThrow(InvalidInputError);
  await expect(invocation).rejects.toThrow(path);
});

it('what the work throws is logged and thrown as it is', async () => {
  const error = new RangeError('too far');
  await expect(step(() => Promise.reject(error))({ wanted: '', vendor: 'a' }, context())).rejects.toBe(error);
  expect(lines).toMatchObject([
    { level: 'WARN', message: 'failed', vendor: 'a', error: { name: 'RangeError', message: 'too far' } },
  ]);
});

it('a failure leaves its stack trace in the log, and not in what Lambda gives to Step Functions', async () => {
  const failed: unknown = await step(() => Promise.reject(new RangeError('far')))(
    { wanted: '' },
    context(),
  ).catch((error: unknown) => error);
  expect(failed).toMatchObject({ name: 'RangeError', message: 'far', stack: '' });
  expect(lines).toMatchObject([{ error: { stack: expect.stringContaining('lambda.test') } }]);
  const late = step(() => new Promise(() => undefined))({ wanted: '' }, context(1000));
  await expect(late).rejects.toMatchObject({ name: 'StepTimeoutError', stack: '' });
});

describe('every log line has', () => {
  const speaking: Run = async (_, __, log) => log.info('spoken');

  it('account, vendor and execution, where the input says them', async () => {
    const input = {
      wanted: '',
      execution: 'run-1',
      vendor: 'cloudcraft',
      account: { id: '444455556666', name: 'x' },
    };
    await step(speaking)(input, context());
    expect(lines).toMatchObject([
      {
        message: 'spoken',
        execution: 'run-1',
        vendor: 'cloudcraft',
        account: '444455556666',
        function_name: 'rollcall-test',
      },
    ]);
  });

  it('nothing of the invocation before', async () => {
    const handler = step(speaking);
    await handler(
      { wanted: '', execution: 'run-1', vendor: 'cloudcraft', account: { id: '444455556666' } },
      context(),
    );
    await handler({ wanted: '', execution: 'run-2' }, context());
    expect(lines[1]).toMatchObject({ execution: 'run-2' });
    expect(lines[1]).not.toHaveProperty('vendor');
    expect(lines[1]).not.toHaveProperty('account');
  });

  it('the same keys when the input does not fit', async () => {
    await expect(step(speaking)({ execution: 'run-1' }, context())).rejects.toThrow();
    expect(lines).toMatchObject([{ message: 'failed', execution: 'run-1' }]);
  });
});

describe('when the time of the function is nearly up', () => {
  it('the outgoing call is ended, and the failure is StepTimeoutError', async () => {
    let hungUp: Promise<unknown> | undefined;
    const { url } = await serve((request) => {
      hungUp = once(request.socket, 'close');
    });
    const handler = step(() =>
      send({ vendor: 'Slow', answerWithinSeconds: 60 }, { method: 'GET', url: new URL(url), secrets: [] }),
    );
    await expect(handler({ wanted: '' }, context(1100))).rejects.toThrow(StepTimeoutError);
    await hungUp;
    expect(hungUp).toBeDefined();
  });

  it('the next invocation has a time of its own', async () => {
    const handler = step(async ({ wanted }) => {
      if (wanted === 'hang') await new Promise(() => undefined);
      return deadline().aborted;
    });
    await expect(handler({ wanted: 'hang' }, context(1000))).rejects.toThrow(StepTimeoutError);
    expect(await handler({ wanted: 'go' }, context())).toBe(false);
  });
});
