import { parseArgs } from 'node:util';
import { vendorNames } from '../emulators/vendors.ts';
import { registered } from './curve.ts';
import { ENROLLING } from './enrolling.ts';
import { interrupted } from './interrupted.ts';
import { addAccounts } from './organization.ts';
import type { Case, Goal, Result } from './result.ts';
import { type RollCallRun, runRollCall } from './roll-call-run.ts';
import { type Simulated, simulate } from './simulate.ts';
import { vendorCalls } from './vendor-calls.ts';

/**
 * A roll call of accounts that no vendor knows: `npm run bench -- backfill 1000`; and one that is stopped when half of them
 * are registered, and started again. `--in-parallel` is the input's `maxConcurrency`.
 */
export async function backfill(args: string[]): Promise<Result> {
  const { values, positionals } = parseArgs({
    ...{ args, allowPositionals: true },
    options: { 'in-parallel': { type: 'string', default: '5' } },
  });
  const sizes = positionals.length > 0 ? positionals.map(Number) : [1000, 10_000];
  const input = { maxConcurrency: Number(values['in-parallel']) };
  const cases: Case[] = [];
  const curves: Result['curves'] = {};
  for (const accounts of sizes) {
    const name = accounts.toLocaleString('en');
    const measured = await timed(`a backfill of ${name}`, async (simulated) => {
      const start = Date.now();
      addAccounts(simulated.world, accounts);
      const run = await runRollCall(simulated, input);
      curves[name] = registered(simulated.world, start);
      return { end: run.execution.status, ...valuesOf(simulated, run, accounts) };
    });
    cases.push({ name, values: measured });
  }
  const [smallest = 1000] = sizes;
  const stopped = await timed('an interrupted one', (simulated) => interrupted(simulated, smallest, input));
  cases.push({ name: 'interrupted', values: stopped });
  return { cases, goals: [...sizes.flatMap(goalsOf), ...REPEATED], curves, note: NOTE };
}

const goalsOf = (accounts: number): Goal[] => {
  const name = accounts.toLocaleString('en');
  return [
    { case: name, value: 'cloudcraft calls an account', atMost: 1.2 },
    { case: name, value: "share of cloudcraft's rate, %", atLeast: 90 },
    { case: name, value: 'largest data of a function, KB', atMost: 8 },
  ];
};

const REPEATED: Goal[] = [
  { case: 'interrupted', value: 'most registration calls of an account', atMost: 1 },
  { case: 'interrupted', value: 'duplicate entries', atMost: 0 },
];

const NOTE =
  "Calls: the refused ones are among them. The share of the rate: the accepted calls, to those that the whole roll call had time for at Cloudcraft's documented rate. The largest data: input and output of a function that enrolls. Interrupted: as many accounts as in the first column.";

function valuesOf({ world }: Simulated, run: RollCallRun, accounts: number): Case['values'] {
  const { accepted, refused, secondsAtRate } = vendorCalls(world, 'cloudcraft');
  const each = (to: string) => world.network.calls.filter((call) => call.to === to).length / accounts;
  const enrollments = run.executions['enroll-account'];
  const bytes = Math.max(...ENROLLING.map((key) => run.invocations.bytes[key] ?? 0));
  return {
    'time, s': run.seconds,
    "share of cloudcraft's rate, %": (100 * secondsAtRate) / run.seconds,
    'cloudcraft accepted': accepted,
    'cloudcraft refused': refused,
    ...Object.fromEntries(['aws', ...vendorNames()].map((to) => [`${to} calls an account`, each(to)])),
    'Lambda an account, s': run.invocations.seconds / accounts,
    'transitions an account': (enrollments?.transitions ?? 0) / accounts,
    'history events of the roll call': run.events,
    'largest data of a function, KB': bytes / 1024,
  };
}

async function timed(
  what: string,
  work: (simulated: Simulated) => Promise<Case['values']>,
): Promise<Case['values']> {
  process.stderr.write(`${what}\n`);
  const start = performance.now();
  const values = await simulate(work);
  return { ...values, 'real time, s': (performance.now() - start) / 1000 };
}
