import { parseArgs } from 'node:util';
import { vendorNames } from '../emulators/vendors.ts';
import type { World } from '../emulators/world.ts';
import { addAccounts, addRegistrations } from './organization.ts';
import type { Case, Result } from './result.ts';
import { runRollCall } from './roll-call-run.ts';
import { type Simulated, simulate } from './simulate.ts';

/** A roll call of accounts that both vendors know, so that nothing is to be done: `npm run bench -- roll-call 10000`. */
export async function rollCall(args: string[]): Promise<Result> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const cases: Case[] = [];
  for (const accounts of positionals.length > 0 ? positionals.map(Number) : [1000, 10_000]) {
    const start = performance.now();
    const measured = await simulate((simulated) => compare(simulated, accounts));
    const real = (performance.now() - start) / 1000;
    cases.push({ name: accounts.toLocaleString('en'), values: { ...measured, 'real time, s': real } });
  }
  const note =
    'AWS Organizations lists 20 accounts a call, and allows few calls a second: its calls are what the time is.';
  return { cases, goals: [], note };
}

async function compare(simulated: Simulated, accounts: number): Promise<Case['values']> {
  const { world } = simulated;
  addRegistrations(world, addAccounts(world, accounts));
  const { execution, seconds, invocations, executions, events } = await runRollCall(simulated, {});
  const calls = ['aws', ...vendorNames()].map((to) => [
    `${to} calls`,
    world.network.calls.filter((call) => call.to === to).length,
  ]);
  return {
    end: execution.status,
    'time, s': seconds,
    ...Object.fromEntries(calls),
    'refused calls': world.network.calls.filter(({ status }) => status === 429).length,
    'Lambda, s': invocations.seconds,
    'largest data of a function, KB': Math.max(...Object.values(invocations.bytes)) / 1024,
    transitions: executions['roll-call']?.transitions ?? 0,
    'history events': events,
    ...reportSizes(world),
  };
}

/** The latest report in each of its forms. */
const reportSizes = ({ aws }: World): Case['values'] =>
  Object.fromEntries(
    [...aws.state.objects].flatMap(([path, { text }]) => {
      const [, form] = /coverage\/latest\.(\w+)$/.exec(path) ?? [];
      return form === undefined ? [] : [[`report as ${form.toUpperCase()}, MB`, text.length / 2 ** 20]];
    }),
  );
