import type * as v from 'valibot';
import type { Execution } from '../../emulators/engine/engine.ts';
import type { WorkflowEvent } from '../../emulators/engine/workflow-event.ts';
import type { Fault } from '../../emulators/network/fault.ts';
import type { Call } from '../../emulators/network/network.ts';
import { ENABLED, type Scene, type SceneOptions } from '../scene.ts';
import { holdingsOf } from './account-holdings.ts';

/** A scene in which no limit binds, for many trials at once. */
export const unlimited = {
  switches: {
    cloudcraft: { rateLimit: 'off' },
    // Whether CrowdStrike has scanned an account by now depends on how long is waited.
    crowdstrike: { tokenRateLimit: null, badTokenRateLimit: null, operationalAfter: 1e9 },
  },
} satisfies SceneOptions;

/** What disturbs the first execution of an enrollment. */
export interface Trial {
  name: string;
  /** The workflow that is tried; enroll-account when left out. */
  workflow?: string;
  faults?: v.InferInput<typeof Fault>[];
  /** Brings the account into the state in which it is enrolled. */
  prepare?: (account: string) => Promise<void>;
  /** Called with every event of the first execution, and the account that it enrolls. */
  onEvent?: (event: WorkflowEvent, account: string) => void;
}

/** A trial that is over: the disturbed execution with its calls, then an undisturbed one, then what is left. */
export interface Tried<T extends Trial = Trial> {
  trial: T;
  account: string;
  first: Execution;
  calls: Call[];
  second: Execution;
  /** Calls of the second execution that change something. */
  changes: Call[];
  left: ReturnType<typeof holdingsOf>;
}

/**
 * Enrolls an account for each trial in one world: first disturbed, all at once and every function cold; then, when all
 * faults are over, once more, one after the other and warm.
 */
export async function tryEach<T extends Trial>(
  { world, engine }: Scene,
  trials: readonly T[],
): Promise<Tried<T>[]> {
  engine.lambda.startsCold = true;
  engine.lambda.concurrency.reserved.clear(); // no trial waits for another one's functions
  const begun = trials.map((trial) => ({ trial, account: world.aws.createAccount({ name: 'Sandbox' }).id }));
  await Promise.all(begun.map(({ trial, account }) => trial.prepare?.(account)));
  world.network.faults = begun.flatMap(({ trial: { faults = [] }, account }) =>
    faults.map((fault) => ({ ...fault, from: { ...fault.from, execution: `first-${account}` } })),
  );
  const run = ({ trial, account }: (typeof begun)[number], which: 'first' | 'second') =>
    engine.run(
      trial.workflow ?? 'enroll-account',
      { accountId: account },
      {
        name: `${which}-${account}`,
        ...(which === 'first' && { onEvent: (event) => trial.onEvent?.(event, account) }),
      },
    );
  const firsts = await Promise.all(begun.map((each) => run(each, 'first')));
  world.network.faults = [];
  engine.lambda.startsCold = false;
  const seconds: Execution[] = [];
  for (const each of begun) seconds.push(await run(each, 'second'));
  return begun.flatMap((each, index) => {
    const [first, second] = [firsts[index], seconds[index]];
    if (first === undefined || second === undefined) return [];
    const calls = callsOf(world.network.calls, first);
    const changes = callsOf(world.network.calls, second).filter(({ name }) => CHANGING.test(name));
    return [{ ...each, first, calls, second, changes, left: holdingsOf(world, each.account) }];
  });
}

/** The same for one trial. */
export async function tryOne<T extends Trial>(played: Scene, trial: T): Promise<Tried<T>> {
  const [tried] = await tryEach(played, [trial]);
  if (tried === undefined) throw new Error('nothing was tried');
  return tried;
}

const CHANGING = /^(iam:(?!Get|List)|(POST|PUT|PATCH|DELETE) (?!\/oauth2))/;

const callsOf = (calls: Call[], { name }: Execution) => calls.filter(({ from }) => from?.execution === name);

/** How the execution's audit lines say that a vendor's part ended: `enrolled`, or the name of the error. */
export const outcomeOf = ({ logs }: Execution, vendor: string) => {
  const line = logs.find((each) => each.message === 'audit' && each['vendor'] === vendor);
  return line?.['error'] ?? line?.['outcome'];
};

/** Whether the workflow tried anything again. */
export const isRepeated = ({ events }: Execution) => events.some(({ type }) => type === 'StateRetried');

/** In the order in which the workflow takes them. */
export const VENDORS: readonly string[] = ENABLED;

/** A vendor that is not this one. */
export const otherVendor = (vendor: string) => VENDORS.find((each) => each !== vendor) ?? vendor;
