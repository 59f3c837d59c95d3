import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { withDeadline } from './deadline.ts';
import { InvalidInputError, StepTimeoutError } from './errors.ts';
import { parse } from './parse.ts';

/** What makes a Lambda of a state's work. */
export interface Step<I, S, O> {
  /** The state's input. */
  Input: v.GenericSchema<unknown, I>;
  /** Builds what the work needs, on the first invocation; kept for the next ones. */
  services: (log: Logger) => S;
  /** The work: state input in, state output out; failures are thrown. */
  run: (input: I, services: S, log: Logger) => Promise<O>;
}

/** Time before the end of the function's own timeout at which its outgoing calls are ended, in milliseconds. */
const EARLY = 1000;

/**
 * The Lambda of a state: parses the input, logs with the keys account, vendor and execution, ends all outgoing calls
 * just before the function's time is up, and throws what fails.
 *
 * @throws {InvalidInputError} the state's input does not fit
 * @throws {StepTimeoutError} the function's time is up
 */
export function lambda<I, S, O>({ Input, services, run }: Step<I, S, O>) {
  let log: Logger | undefined;
  let built: S | undefined;
  return middy({ timeoutEarlyInMillis: EARLY, timeoutEarlyResponse: timeUp })
    .onError(({ error }) => withoutTrace(error))
    .handler(async (event: unknown, context: Context, { signal }: { signal: AbortSignal }): Promise<O> => {
      log ??= new Logger();
      log.resetKeys();
      log.addContext(context);
      log.appendKeys(v.parse(Keys, event));
      try {
        built ??= services(log);
        const [kept, logger] = [built, log];
        return await withDeadline(signal, () =>
          run(parse(Input, event, { whole: 'input', refuse }), kept, logger),
        );
      } catch (error) {
        log.warn('failed', error instanceof Error ? error : String(error));
        throw error;
      }
    });
}

/**
 * The log line has the stack trace. Lambda would put it into the cause of the execution, and so into the notice; it splits
 * whatever text is there into lines. Source: the runtime interface client for Node, `toRapidResponse`.
 */
function withoutTrace(error: unknown): void {
  if (error instanceof Error) error.stack = '';
}

const OfAccount = v.object({ account: v.optional(v.object({ id: v.string() })) });

/** The keys of every log line, as far as the input has them. */
const Keys = v.fallback(
  v.pipe(
    v.object({
      ...OfAccount.entries,
      execution: v.optional(v.string()),
      vendor: v.optional(v.string()),
      enrollment: v.optional(OfAccount),
      offboarding: v.optional(OfAccount),
    }),
    v.transform(
      ({ execution, vendor, enrollment, offboarding, account = (enrollment ?? offboarding)?.account }) => ({
        ...(execution && { execution }),
        ...(vendor && { vendor }),
        ...(account && { account: account.id }),
      }),
    ),
  ),
  {},
);

const refuse = (answered: string) =>
  new InvalidInputError({
    tried: "read the state's input",
    answered,
    next: 'compare the state in workflows/ with its function: they are deployed together',
  });

function timeUp(): never {
  throw new StepTimeoutError({
    tried: 'finish within the time of the function',
    answered: 'it ran out, and all outgoing calls were ended',
    next: 'look for the slow call in the log of this function',
  });
}
