import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { busy } from '../clock/clock.ts';
import { Concurrency } from './concurrency.ts';
import { type Deployment, readDeployment } from './deployment.ts';
import { type Caller, Invocation, isFrom, type SomeCaller, Task } from './invocation.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** A handler's failure as Step Functions receives it: the error's name, and Lambda's JSON as the message. */
export class FunctionError extends Error {
  /**
   * Whether a Catch takes it, which the interpreter asks: `States.ALL` does not take every error. Source: Step Functions
   * Developer Guide, "Handling errors in Step Functions workflows".
   */
  isCatchable: boolean;

  constructor(error: Error) {
    const { name: errorType, message: errorMessage, stack = '' } = error;
    super(JSON.stringify({ errorType, errorMessage, trace: stack.split('\n') }));
    this.name = errorType;
    this.isCatchable = errorType !== 'States.DataLimitExceeded';
  }
}

const Module = v.object({ handler: v.custom<Handler>((value) => typeof value === 'function') });

/**
 * A way for Lambda, or for Step Functions that waits for it, to fail an invocation.
 *
 * - `from`: the invocations it applies to; `times`: how many of them, all when left out
 * - `effect`: `none` fails it before the function starts, `taken` when it has done its work
 * - `error`: the error's name, as `Sandbox.Timedout`
 */
export interface LambdaFault {
  from: SomeCaller;
  times?: number;
  effect: 'none' | 'taken';
  error: string;
}

let instances = 0;

/**
 * Runs the deployed handlers as Lambda does: an instance of a function serves one invocation at a time and is kept
 * for the next, more are started cold when they are needed, and what goes in and comes out is JSON.
 */
export class LambdaService {
  readonly #deployment: Deployment = readDeployment();
  readonly #idle = new Map<string, Handler[]>();
  /** Variables of single functions, by key. The process has one environment, so only for one invocation at a time. */
  readonly environments = new Map<string, Record<string, string>>();
  /** Whether each execution finds instances of its own, for each vendor another, that were started for it. */
  startsCold = false;
  /** The faults that are in force; each counts its `times` down. */
  faults: LambdaFault[] = [];
  readonly concurrency = new Concurrency();

  /**
   * Invokes a function by its key in `serverless.yml`.
   * @throws {FunctionError} what the handler throws, or Lambda when the process of the handler ends or too many run
   */
  async invoke(key: string, payload: unknown): Promise<unknown> {
    if (!this.concurrency.hasRoom(key)) throw new FunctionError(failure({ error: THROTTLED }));
    return this.concurrency.during(key, () => this.#run(key, payload));
  }

  async #run(key: string, payload: unknown): Promise<unknown> {
    const { handler: path, timeout } = this.#deployment.functions[key] ?? missing(key);
    Object.assign(process.env, this.environments.get(key));
    const invocation = new Invocation({ function: key, ...v.parse(v.fallback(Task, {}), payload) });
    const pool = this.startsCold ? JSON.stringify({ ...invocation.caller, function: key }) : key;
    const fault = this.#next(invocation.caller);
    if (fault?.effect === 'none') throw new FunctionError(failure(fault));
    const handler = this.#idle.get(pool)?.pop() ?? (await busy(() => load(path)));
    try {
      const output = await invocation.run(() => handler(json(payload), context(key, timeout)));
      if (fault !== undefined) throw failure(fault);
      return json(passable(output));
    } catch (error) {
      throw new FunctionError(error instanceof Error ? error : new Error(String(error)));
    } finally {
      if (!invocation.ended) this.#idle.set(pool, [...(this.#idle.get(pool) ?? []), handler]);
    }
  }

  #next(caller: Caller): LambdaFault | undefined {
    const fault = this.faults.find(({ from, times }) => times !== 0 && isFrom(caller, from));
    if (fault?.times !== undefined) fault.times -= 1;
    return fault;
  }

  /** Forgets every instance, so that the next invocations start cold. */
  restart(): void {
    this.#idle.clear();
  }
}

/** A query makes Node evaluate the entry file anew, and with it all that a handler keeps. */
async function load(path: string): Promise<Handler> {
  instances += 1;
  const file = new URL(`../../${path.replace(/\.handler$/, '.ts')}?instance=${instances}`, import.meta.url);
  return v.parse(Module, await import(file.href)).handler;
}

const THROTTLED = 'Lambda.TooManyRequestsException';

const failure = ({ error }: Pick<LambdaFault, 'error'>) =>
  Object.assign(new Error(`the invocation ended in ${error}`), { name: error });

/** Source: Step Functions Developer Guide, "Quotas": the data of a state has at most 256 KiB. */
function passable(output: unknown): unknown {
  if (Buffer.byteLength(JSON.stringify(output ?? null)) <= 256 * 1024) return output;
  throw Object.assign(new Error('the output of the function is too large'), {
    name: 'States.DataLimitExceeded',
  });
}

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

function missing(key: string): never {
  throw new Error(`serverless.yml has no function ${key}`);
}

/** Source: Lambda Developer Guide, "Using the Lambda context object to retrieve Node.js function information". */
function context(key: string, timeoutSeconds: number): Context {
  const end = Date.now() + timeoutSeconds * 1000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: `rollcall-local-${key}`,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:111122223333:function:rollcall-local-${key}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/rollcall-local-${key}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => end - Date.now(),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
