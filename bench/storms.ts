import { parseArgs } from 'node:util';
import type { Execution } from '../emulators/engine/engine.ts';
import { vendorNames } from '../emulators/vendors.ts';
import { registered } from './curve.ts';
import { isTransition } from './executions.ts';
import { watchInvocations } from './invocations.ts';
import type { Case, Goal, Result } from './result.ts';
import { type Options, type Simulated, simulate } from './simulate.ts';
import { vendorCalls } from './vendor-calls.ts';

/** All created in the same second, which is harder than what AWS Organizations does: it creates five at a time. */
const ACCOUNTS = [100, 300, 1000];

const GOALS = [
  { value: 'failed', atMost: 0 },
  { value: '× the limit', atMost: 1.3 },
  { value: 'cloudcraft refused, % of accepted', atMost: 25 },
  { value: 'Lambda an account, s', atMost: 15 },
  { value: 'functions at once', atMost: 60 },
];

/**
 * Many enrollments at once: `npm run bench -- storms 300` plays one of them. `--family cloud-security` registers with that
 * family of CrowdStrike's; `--propagation 10` has a vendor wait for each new role so many seconds; `--a-second 10`
 * creates so many a second. With `--real-time` nothing is simulated, to see that both clocks agree.
 */
export async function storms(args: string[]): Promise<Result> {
  const { values, positionals } = parseArgs({
    ...{ args, allowPositionals: true },
    options: {
      family: { type: 'string', default: 'd4c' },
      propagation: { type: 'string', default: '0' },
      'a-second': { type: 'string', default: 'Infinity' },
      'real-time': { type: 'boolean', default: false },
    },
  });
  const sizes = positionals.length > 0 ? positionals.map(Number) : ACCOUNTS;
  const options: Options = {
    clock: values['real-time'] ? 'real' : 'simulated',
    environment: ({ crowdstrike }) => ({
      CROWDSTRIKE: JSON.stringify({ ...crowdstrike.settings, apiFamily: values.family }),
    }),
  };
  const cases: Case[] = [];
  const curves: Result['curves'] = {};
  for (const accounts of sizes) {
    const name = accounts.toLocaleString('en');
    process.stderr.write(`a storm of ${name}\n`);
    const began = performance.now();
    const measured = await simulate(async ({ world, engine }) => {
      const start = Date.now();
      world.switches.aws.roleNotAssumableSeconds = Number(values.propagation);
      const played = await play({ world, engine }, { accounts, aSecond: Number(values['a-second']) });
      curves[name] = registered(world, start);
      return played;
    }, options);
    cases.push({ name, values: { ...measured, 'real time, s': (performance.now() - began) / 1000 } });
  }
  const goals: Goal[] = GOALS.map((goal) => ({ case: '1,000', ...goal }));
  const note =
    'The limit: what the accepted calls take at the documented rate of the slowest vendor. Lambda, functions at once: without what a cold start and computing take.';
  return { cases, goals, curves, note };
}

async function play(
  { world, engine }: Simulated,
  { accounts, aSecond }: { accounts: number; aSecond: number },
): Promise<Case['values']> {
  const start = Date.now();
  const invocations = watchInvocations(engine);
  const ids = Array.from({ length: accounts }, () => world.aws.createAccount({ name: 'Storm' }).id);
  const ended = await Promise.all(
    ids.map(async (accountId, index) => {
      await new Promise((due) => setTimeout(due, (index / aSecond) * 1000));
      return engine.run('enroll-account', { accountId });
    }),
  );
  const failed = ended.filter(({ status }) => status !== 'SUCCEEDED');
  for (const { cause } of failed.slice(0, 3)) process.stderr.write(`${cause}\n`);
  const seconds = (lastEnd(ended) - start) / 1000;
  const transitions = ended.flatMap(({ events }) => events.filter(isTransition)).length;
  const names = vendorNames();
  const limit = Math.max(...names.map((name) => vendorCalls(world, name).secondsAtRate));
  return {
    'created a second': Number.isFinite(aSecond) ? aSecond : 'at once',
    failed: failed.length,
    'last end, s': seconds,
    '× the limit': seconds / limit,
    ...Object.assign({}, ...names.map((name) => callsOf(name, { world, engine }))),
    'Lambda an account, s': invocations.seconds / accounts,
    'functions at once': invocations.atOnce,
    'transitions an account': transitions / accounts,
  };
}

function lastEnd(ended: Execution[]): number {
  return Math.max(...ended.map(({ events }) => events.at(-1)?.timestamp ?? 0));
}

function callsOf(vendor: string, { world }: Simulated): Case['values'] {
  const { accepted, refused } = vendorCalls(world, vendor);
  return {
    [`${vendor} accepted`]: accepted,
    [`${vendor} refused, % of accepted`]: (100 * refused) / accepted,
  };
}
