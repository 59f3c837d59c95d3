import { parseArgs } from 'node:util';
import { vendorNames } from '../emulators/vendors.ts';
import { registered } from './curve.ts';
import { ENROLLING } from './enrolling.ts';
import { interrupted } from './interrupted.ts';
import { notEnrolled } from './not-enrolled.ts';
import { addAccounts } from './organization.ts';
import type { Case, Goal, Result } from './result.ts';
import { type RollCallRun, runRollCall } from './roll-call-run.ts';
import { type Simulated, simulate } from './simulate.ts';
import { vendorCalls } from './vendor-calls.ts';

/** How long IAM may take to make a new role known, in seconds. */
const PROPAGATION = 10;

/**
 * A roll call of accounts that no vendor knows: `npm run bench -- backfill 1000`. The smallest one is done twice more: with
 * roles that IAM makes known later, and stopped when half of the accounts are registered, and started again.
 * `--in-parallel` is the input's `maxConcurrency`.
 */
export async function backfill(args: string[]): Promise<Result> {
  const { values, positionals } = parseArgs({
    ...{ args, allowPositionals: true },
    options: { 'in-parallel': { type: 'string' } },
  });
  const sizes = positionals.length > 0 ? positionals.map(Number) : [1000, 10_000];
  const [smallest = 1000] = sizes;
  const parallel = values['in-parallel'];
  const input = parallel === undefined ? {} : { maxConcurrency: Number(parallel) };
  const cases: Case[] = [];
  const curves: Result['curves'] = {};
  const whole = (accounts: number, seconds: number) => {
    const name = seconds === 0 ? accounts.toLocaleString('en') : LATE;
    return timed(name, async (simulated) => {
      const start = Date.now();
      simulated.world.switches.aws.roleNotAssumableSeconds = seconds;
      addAccounts(simulated.world, accounts);
      const run = await runRollCall(simulated, input);
      curves[name] = registered(simulated.world, start);
      return valuesOf(simulated, run, accounts);
    });
  };
  for (const accounts of sizes) cases.push(await whole(accounts, 0));
  cases.push(await whole(smallest, PROPAGATION));
  cases.push(await timed(STOPPED, (simulated) => interrupted(simulated, smallest, input)));
  const goals = [...cases.flatMap(({ name }) => (name === STOPPED ? [] : goalsOf(name))), ...REPEATED];
  return { cases, goals, curves, note: NOTE };
}

const LATE = `IAM ${PROPAGATION} s`;
const STOPPED = 'interrupted';

const goalsOf = (name: string): Goal[] => [
  { case: name, value: 'not enrolled', atMost: 0 },
  { case: name, value: 'cloudcraft calls an account', atMost: 1.2 },
  { case: name, value: "share of cloudcraft's rate, %", atLeast: 90 },
  { case: name, value: 'largest data, KB', atMost: 8 },
];

const REPEATED: Goal[] = [
  { case: STOPPED, value: 'not enrolled', atMost: 0 },
  { case: STOPPED, value: 'registrations of an account', atMost: 1 },
  { case: STOPPED, value: 'duplicate entries', atMost: 0 },
];

const NOTE = `Calls: the refused ones are among them. The share of the rate: the accepted calls, to those that the whole roll call had time for at Cloudcraft's documented rate. The largest data: input and output of a function that enrolls. ${LATE} and ${STOPPED}: as many accounts as in the first column; in one of them IAM makes a role known so much later. Registrations: how often a vendor accepted that of the same account at most, over both roll calls.`;

function valuesOf({ world }: Simulated, run: RollCallRun, accounts: number): Case['values'] {
  const { accepted, refused, secondsAtRate } = vendorCalls(world, 'cloudcraft');
  const each = (to: string) => world.network.calls.filter((call) => call.to === to).length / accounts;
  const enrollments = run.executions['enroll-account'];
  const bytes = Math.max(...ENROLLING.map((key) => run.invocations.bytes[key] ?? 0));
  return {
    'not enrolled': notEnrolled(world, accounts),
    'time, s': run.seconds,
    "share of cloudcraft's rate, %": (100 * secondsAtRate) / run.seconds,
    'cloudcraft accepted': accepted,
    'cloudcraft refused': refused,
    ...Object.fromEntries(['aws', ...vendorNames()].map((to) => [`${to} calls an account`, each(to)])),
    'Lambda an account, s': run.invocations.seconds / accounts,
    'transitions an account': (enrollments?.transitions ?? 0) / accounts,
    'history events': run.events,
    'largest data, KB': bytes / 1024,
  };
}

async function timed(name: string, work: (simulated: Simulated) => Promise<Case['values']>): Promise<Case> {
  process.stderr.write(`backfill: ${name}\n`);
  const start = performance.now();
  const values = await simulate(work);
  return { name, values: { ...values, 'real time, s': (performance.now() - start) / 1000 } };
}
