import { changeSwitches } from '../../emulators/controls/switch-changes.ts';
import { Engine, type Execution } from '../../emulators/engine/engine.ts';
import { startWorld } from '../../emulators/world.ts';

/** Many accounts created at once, in a management account whose functions may run so many at a time. */
export interface Storm {
  accounts: number;
  concurrency: number;
  /** The vendor that answers nothing, if any. */
  hanging?: string | undefined;
}

/** How the executions of a storm ended, in simulated time from the moment at which all of them started. */
export interface Aftermath {
  succeeded: number;
  /** Executions that Lambda's throttling alone made fail, with a vendor that answers or before any audit line. */
  throttledOut: number;
  /** By vendor: how many accounts it registered, and the minutes until the last of them. */
  vendors: Record<string, { registered: number; lastAfterMinutes: number }>;
  /** Invocations that Lambda refused. */
  refusals: number;
  minutes: number;
}

/**
 * Enrolls the accounts with the real workflow and the real functions. A request to AWS or to a vendor takes 0.3 s, which
 * makes 1 to 3 seconds a step. The vendors' rate limits are off: how they are kept to is another question.
 */
export async function storm({ accounts, concurrency, hanging }: Storm): Promise<Aftermath> {
  const world = await startWorld();
  const vendors = Object.keys(world.vendors);
  changeSwitches(world, { cloudcraft: { rateLimit: 'off' }, crowdstrike: { rateLimit: null } });
  world.network.latencySeconds = Object.fromEntries(['aws', ...vendors].map((side) => [side, 0.3]));
  if (hanging !== undefined)
    world.network.faults = [{ to: hanging, answer: { delaySeconds: 3600, part: 'headers' } }];
  const ids = Array.from({ length: accounts }, (_, index) => String(400_000_000_000 + index));
  for (const id of ids) world.aws.createAccount({ id });
  const engine = new Engine({ ...world.environment, VENDORS: vendors.join(',') });
  engine.lambda.concurrency.quota = concurrency;
  engine.lambda.concurrency.reserved.clear(); // as with such a quota nothing can be reserved
  const start = Date.now();
  const executions = await Promise.all(ids.map((accountId) => engine.run('enroll-account', { accountId })));
  const minutes = (Date.now() - start) / 60_000;
  await world.close();
  return {
    succeeded: executions.filter(({ status }) => status === 'SUCCEEDED').length,
    throttledOut: executions.filter((it) => wasThrottledOut(it, hanging)).length,
    vendors: Object.fromEntries(vendors.map((vendor) => [vendor, registered(executions, vendor, start)])),
    refusals: executions.flatMap(({ events }) => events).filter(isRefusal).length,
    minutes,
  };
}

const THROTTLED = 'Lambda.TooManyRequestsException';

const isRefusal = (event: Execution['events'][number]) =>
  event.type === 'StateFailed' && event.Error === THROTTLED;

function wasThrottledOut({ error, logs }: Execution, hanging: string | undefined): boolean {
  const audit = logs.filter(({ message }) => message === 'audit');
  const failed = audit.filter((line) => line['error'] === THROTTLED && line['vendor'] !== hanging);
  return error === THROTTLED || audit.length === 0 || failed.length > 0;
}

function registered(executions: Execution[], vendor: string, start: number) {
  const times = executions
    .flatMap(({ logs }) => logs)
    .filter((line) => line.message === 'registered' && line['vendor'] === vendor)
    .map(({ timestamp }) => Date.parse(String(timestamp)));
  const last = times.reduce((one, other) => Math.max(one, other), start);
  return { registered: times.length, lastAfterMinutes: (last - start) / 60_000 };
}
